package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.DyingStore;
import dev.gatehouse.idp.storage.TemporaryStores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MasterKeyRotationTest {

    private final MasterKeyRotationScene scene = new MasterKeyRotationScene(TemporaryStores.sqlite());
    private final DocumentStore store = scene.store;

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void rewrapsEveryKeyAndReencryptsEveryField() {
        String tokenHash = new HmacKeyedHash(TestKeys.dataKeys(store, scene.old)).of(KeyPurpose.TOKEN_HASHING, "t");

        assertThat(scene.rotate(store, () -> {}))
                .isEqualTo(new MasterKeyRotation.Report(2, MasterKeyRotationScene.PROVIDERS));

        scene.requireRotated();
        assertThat(scene.providers())
                .allSatisfy(stored -> assertThat(stored.change()).isEqualTo(MasterKeyRotationScene.CHANGE));
        assertThat(new HmacKeyedHash(TestKeys.dataKeys(store, scene.next)).of(KeyPurpose.TOKEN_HASHING, "t"))
                .isEqualTo(tokenHash);
        assertThat(scene.progress)
                .containsExactly(
                        "Data keys wrapped under the new master key: 2",
                        "New field key made",
                        "Encrypted anew in providers: 3",
                        "New master key in place",
                        "Old master key opens nothing any more");
    }

    @Test
    void changesNothingWhenRepeated() {
        scene.rotate(store, () -> {});

        assertThat(MasterKeyRotation.unfinished(store, scene.next)).isFalse();
        assertThat(scene.rotate(store, () -> {})).isEqualTo(new MasterKeyRotation.Report(0, 0));
        scene.requireRotated();
    }

    /** The whole rotation is a sequence of writes; it is killed before each of them in turn. */
    @Test
    void opensWithTheKeyInPlaceAndCompletesWhereverItWasKilled() {
        int killed = 0;
        while (killedBeforeWrite(killed)) {
            killed++;
        }
        // Two wrappings, a field key, three documents, putting the key in place, three wrappings dropped.
        assertThat(killed).isEqualTo(10);
    }

    /** Kills a rotation before its n-th write and starts it again; false when it had no such write. */
    private static boolean killedBeforeWrite(int number) {
        try (var fresh = new MasterKeyRotationScene(TemporaryStores.sqlite())) {
            boolean died = false;
            var dying = new DyingStore(fresh.store, number);
            try {
                fresh.rotate(dying, dying::write);
            } catch (DyingStore.Died _) {
                died = true;
            }
            fresh.requireEveryFieldOpensWith(fresh.inPlace);
            assertThat(MasterKeyRotation.unfinished(fresh.store, fresh.inPlace))
                    .isEqualTo(died && fresh.inPlace == fresh.next);
            assertThat(MasterKeyRotation.progress(fresh.store, fresh.next.checkValue()))
                    .isEqualTo(
                            number == 0
                                    ? MasterKeyRotation.Progress.NOT_BEGUN
                                    : died
                                            ? MasterKeyRotation.Progress.UNDER_WAY
                                            : MasterKeyRotation.Progress.COMPLETE);
            fresh.rotate(fresh.store, () -> {});
            fresh.requireRotated();
            return died;
        }
    }

    @Test
    void keepsANodeThatRunsWithTheOldKeyWorking() {
        DataKeys running = TestKeys.dataKeys(store, scene.old);
        FieldCipher cipher = new DataKeyFieldCipher(running, TestKeys.random());
        var location = new FieldLocation("providers", "p0", "secret");
        scene.rotate(store, running::reload);
        running.reload();

        assertThat(cipher.open(
                        location,
                        store.open(MasterKeyRotationScene.TYPE)
                                .get("p0")
                                .orElseThrow()
                                .value()
                                .secret()))
                .isEqualTo(MasterKeyRotationScene.secretOf("p0"));
        assertThat(cipher.current(cipher.seal(location, new byte[0]))).isTrue();
        scene.requireEveryFieldOpensWith(scene.next);
    }

    @Test
    void reencryptsWhatAnotherNodeSealedMeanwhileAtTheNextRotation() {
        FieldCipher behind = new DataKeyFieldCipher(TestKeys.dataKeys(store, scene.old), TestKeys.random());
        scene.rotate(store, () -> {});
        Documents<MasterKeyRotationScene.Provider> providers = store.open(MasterKeyRotationScene.TYPE);
        providers.insert(
                "late",
                new MasterKeyRotationScene.Provider(
                        "name late",
                        behind.seal(
                                new FieldLocation("providers", "late", "secret"),
                                MasterKeyRotationScene.secretOf("late")),
                        null),
                ChangeId.unannounced());

        scene.requireEveryFieldOpensWith(scene.next);
        assertThat(scene.rotate(store, () -> {}).reencrypted()).isEqualTo(1);
    }

    @Test
    void takesOnlyCollectionsThatItCanReencrypt() {
        record Plain(String name) {}
        record Log(SealedField secret) {}
        var plain = DocumentType.named("plain", Plain.class).build();
        var log = DocumentType.named("log", Log.class).appendOnly().build();

        assertThatThrownBy(() -> new SealedCollection(store, plain)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SealedCollection(store, log)).isInstanceOf(IllegalArgumentException.class);
    }
}
