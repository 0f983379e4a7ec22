package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store with a few encrypted documents, and a rotation of its master key. */
final class MasterKeyRotationScene implements AutoCloseable {

    static final int PROVIDERS = 3;

    static final DocumentType<Provider> TYPE =
            DocumentType.named("providers", Provider.class).build();

    static final ChangeId CHANGE = new ChangeId("change");

    final DocumentStore store;
    final MasterKey old = TestKeys.masterKey();
    final MasterKey next = TestKeys.masterKey();
    final List<String> progress = new ArrayList<>();
    MasterKey inPlace = old;

    MasterKeyRotationScene(DocumentStore store) {
        this.store = store;
        seal();
    }

    record Provider(
            String name, SealedField secret, @Nullable SealedField certificate) {}

    @Override
    public void close() {
        store.close();
    }

    private void seal() {
        FieldCipher cipher = new DataKeyFieldCipher(TestKeys.dataKeys(store, old), TestKeys.random());
        for (int i = 0; i < PROVIDERS; i++) {
            String id = "p" + i;
            store.open(TYPE)
                    .insert(
                            id,
                            new Provider(
                                    "name " + i,
                                    cipher.seal(new FieldLocation("providers", id, "secret"), secretOf(id)),
                                    i == 0
                                            ? null
                                            : cipher.seal(
                                                    new FieldLocation("providers", id, "certificate"), secretOf(id))),
                            ChangeId.unannounced());
        }
    }

    static byte[] secretOf(String id) {
        return ("secret of " + id).getBytes(StandardCharsets.UTF_8);
    }

    MasterKeyRotation.Report rotate(DocumentStore through, Runnable beforePutInPlace) {
        MasterKey opening = inPlace;
        DataKeys keys = DataKeys.open(through, opening, TestKeys.random(), Clock.systemUTC());
        return new MasterKeyRotation(
                        through,
                        keys,
                        new DataKeyFieldCipher(keys, TestKeys.random()),
                        List.of(new SealedCollection(through, TYPE)),
                        TestKeys.random(),
                        Clock.systemUTC())
                .rotate(
                        opening,
                        next,
                        CHANGE,
                        () -> {
                            beforePutInPlace.run();
                            inPlace = next;
                        },
                        progress::add);
    }

    void requireEveryFieldOpensWith(MasterKey master) {
        FieldCipher cipher = new DataKeyFieldCipher(TestKeys.dataKeys(store, master), TestKeys.random());
        for (Stored<Provider> stored : providers()) {
            String id = stored.id();
            assertThat(cipher.open(
                            new FieldLocation("providers", id, "secret"),
                            stored.value().secret()))
                    .isEqualTo(secretOf(id));
            SealedField certificate = stored.value().certificate();
            if (certificate != null) {
                assertThat(cipher.open(new FieldLocation("providers", id, "certificate"), certificate))
                        .isEqualTo(secretOf(id));
            }
        }
    }

    List<Stored<Provider>> providers() {
        return store.open(TYPE).find(Query.by("id")).items();
    }

    void requireRotated() {
        requireEveryFieldOpensWith(next);
        assertThatThrownBy(() -> TestKeys.dataKeys(store, old)).isInstanceOf(MasterKeyRefused.class);
        FieldCipher cipher = new DataKeyFieldCipher(TestKeys.dataKeys(store, next), TestKeys.random());
        assertThat(providers())
                .hasSize(PROVIDERS)
                .allSatisfy(stored ->
                        assertThat(cipher.current(stored.value().secret())).isTrue())
                .allSatisfy(stored -> assertThat(stored.value().name()).startsWith("name"));
        assertThat(store.open(DataKeyDocument.TYPE).find(Query.by("id")).items())
                .hasSize(3)
                .allSatisfy(key -> assertThat(key.value().wrappings()).containsOnlyKeys(next.checkValue()));
    }
}
