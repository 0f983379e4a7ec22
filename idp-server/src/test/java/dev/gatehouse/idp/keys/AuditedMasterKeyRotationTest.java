package dev.gatehouse.idp.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.ChangeWitness.Verdict;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.secrets.DataKeyFieldCipher;
import dev.gatehouse.idp.secrets.DataKeys;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.MasterKey;
import dev.gatehouse.idp.secrets.MasterKeyRotation;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditedMasterKeyRotationTest {

    private final DocumentStore store = TemporaryStores.sqlite();
    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private final MasterKey old = TestKeys.masterKey();
    private final MasterKey next = TestKeys.masterKey();
    private final DataKeys keys = TestKeys.dataKeys(store, old);
    private final FieldCipher cipher = new DataKeyFieldCipher(keys, TestKeys.random());

    @AfterEach
    void close() {
        store.close();
    }

    private void rotate() {
        var rotation = new MasterKeyRotation(
                store, keys, cipher, List.of(SigningKeyring.collection(store)), TestKeys.random(), Clock.systemUTC());
        new AuditedMasterKeyRotation(rotation, trail).rotate(Actor.system(), old, next, () -> {}, _ -> {});
    }

    private Verdict verdict() {
        return new MasterKeyWitness(store)
                .verdict("master-key.rotated", new Target("master-key", next.checkValue()), new ChangeId("c"));
    }

    @Test
    void leavesSigningKeysInForceUnderTheNewMasterKey() {
        try (SigningKeyring keyring = TestSigningKeys.in(store, cipher, trail, Clock.systemUTC())) {
            KeyId before = keyring.signing(SigningAlgorithm.ES256).id();
            rotate();
            FieldCipher reopened = new DataKeyFieldCipher(TestKeys.dataKeys(store, next), TestKeys.random());
            try (SigningKeyring restarted = TestSigningKeys.in(store, reopened, trail, Clock.systemUTC())) {
                assertThat(restarted.signing(SigningAlgorithm.ES256).id()).isEqualTo(before);
            }
        }
    }

    @Test
    void isOnRecordWithCheckValuesOnly() {
        assertThat(verdict()).isEqualTo(Verdict.DID_NOT_HAPPEN);
        rotate();

        assertThat(trail.summary()).containsExactly("master-key.rotated INTENDED", "master-key.rotated SUCCESS");
        assertThat(trail.events().getLast().target()).isEqualTo(new Target("master-key", next.checkValue()));
        assertThat(verdict()).isEqualTo(Verdict.HAPPENED);
    }

    @Test
    void changesNothingThatCannotBeRecorded() {
        trail.unavailable(true);

        assertThatThrownBy(this::rotate).isInstanceOf(AuditUnavailable.class);
        assertThat(verdict()).isEqualTo(Verdict.DID_NOT_HAPPEN);
        assertThat(DataKeys.openWith(store, old)).isTrue();
    }
}
