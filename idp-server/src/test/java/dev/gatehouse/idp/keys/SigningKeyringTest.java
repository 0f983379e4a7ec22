package dev.gatehouse.idp.keys;

import static dev.gatehouse.idp.keys.SigningAlgorithm.ES256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.secrets.UnsealFailed;
import dev.gatehouse.idp.storage.AdjustableClock;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SigningKeyringTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);

    private final AdjustableClock clock = new AdjustableClock(START);
    private final DocumentStore store = TemporaryStores.sqlite(clock);
    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private final FieldCipher cipher = TestKeys.fieldCipher(store);
    private final SigningKeyring keyring = TestSigningKeys.in(store, cipher, trail, clock);

    /** RSA keys are made twice as fast. */
    @BeforeAll
    static void preferFastCryptography() {
        CryptoProviders.install();
    }

    @AfterEach
    void close() {
        keyring.close();
        store.close();
    }

    private SigningKeyring anotherNode() {
        return TestSigningKeys.in(store, cipher, trail, clock);
    }

    private static KeyId signer(SigningKeys keys, SigningAlgorithm algorithm) {
        return keys.signing(algorithm).id();
    }

    private static Set<String> published(SigningKeys keys) {
        return keys.published().getKeys().stream().map(JWK::getKeyID).collect(Collectors.toSet());
    }

    private static Base64URL sign(SigningKeys.Signing signing) throws Exception {
        return signing.signer().sign(new JWSHeader(signing.algorithm().jws()), INPUT);
    }

    private static boolean verifies(SigningKeys keys, SigningKeys.Signing signing, Base64URL signature)
            throws Exception {
        var verifying = keys.verifying(signing.id());
        return verifying.isPresent()
                && verifying
                        .get()
                        .verifier()
                        .verify(new JWSHeader(signing.algorithm().jws()), INPUT, signature);
    }

    @Nested
    class InANewStore {

        @Test
        void createsAKeyOfEachAlgorithmThatSignsAtOnce() throws Exception {
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                SigningKeys.Signing signing = keyring.signing(algorithm);
                assertThat(verifies(keyring, signing, sign(signing))).isTrue();
                assertThat(published(keyring)).contains(signing.id().value());
            }
            assertThat(keyring.keys())
                    .hasSize(3)
                    .allSatisfy(key -> assertThat(key.stateAt(START)).isEqualTo(SigningKeyState.SIGNING));
        }

        @Test
        void recordsEachCreationBeforeAndAfter() {
            assertThat(trail.summary())
                    .containsExactly(
                            "signing-key.created INTENDED",
                            "signing-key.created SUCCESS",
                            "signing-key.created INTENDED",
                            "signing-key.created SUCCESS",
                            "signing-key.created INTENDED",
                            "signing-key.created SUCCESS");
        }

        @Test
        void publishesPublicHalvesOnlyAndSaysWhatTheyAreFor() throws Exception {
            for (JWK jwk : keyring.published().getKeys()) {
                assertThat(jwk.isPrivate()).isFalse();
                assertThat(jwk.getKeyUse().getValue()).isEqualTo("sig");
                assertThat(jwk.getKeyID()).isEqualTo(jwk.computeThumbprint().toString());
            }
            assertThat(keyring.published().getKeys())
                    .extracting(jwk -> jwk.getKeyType() + " " + jwk.getAlgorithm())
                    .containsExactlyInAnyOrder("EC ES256", "RSA RS256", "OKP EdDSA");
            assertThat(keyring.published().getKeys())
                    .filteredOn(jwk -> jwk.getKeyType().getValue().equals("RSA"))
                    .allSatisfy(jwk -> assertThat(jwk.size()).isEqualTo(2048));
        }

        @Test
        void agreesOnTheFirstKeysWhenNodesStartTogether() throws Exception {
            try (DocumentStore fresh = TemporaryStores.sqlite(clock);
                    var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
                FieldCipher shared = TestKeys.fieldCipher(fresh);
                Callable<Set<String>> start = () -> published(TestSigningKeys.in(fresh, shared, trail, clock));
                var seen = nodes
                        .invokeAll(IntStream.range(0, 3).mapToObj(_ -> start).toList())
                        .stream()
                        .map(node -> node.resultNow())
                        .collect(Collectors.toSet());
                assertThat(seen).hasSize(1);
                assertThat(seen.iterator().next()).hasSize(3);
            }
        }

        @Test
        void makesReadersWaitForTheKeysThatAreBeingCreated() {
            try (DocumentStore fresh = TemporaryStores.sqlite(clock);
                    var starting = new SigningKeyring(
                            fresh,
                            TestKeys.fieldCipher(fresh),
                            trail,
                            TestSigningKeys.SCHEDULE,
                            new java.util.Random(0),
                            clock)) {
                starting.start();
                assertThat(published(starting)).hasSize(3);
            }
        }

        @Test
        void createsNothingThatCannotBeRecorded() {
            try (DocumentStore fresh = TemporaryStores.sqlite(clock)) {
                trail.unavailable(true);
                assertThatThrownBy(() -> TestSigningKeys.in(fresh, trail, clock))
                        .isInstanceOf(AuditUnavailable.class);
                trail.unavailable(false);
                assertThat(fresh.open(SigningKeyDocument.TYPE)
                                .find(dev.gatehouse.idp.storage.Query.by("id"))
                                .items())
                        .isEmpty();
            }
        }
    }

    @Nested
    class AtRest {

        @Test
        void keepsItsKeysOverARestart() throws Exception {
            SigningKeys.Signing before = keyring.signing(ES256);
            Base64URL signature = sign(before);

            try (SigningKeyring restarted = anotherNode()) {
                assertThat(signer(restarted, ES256)).isEqualTo(before.id());
                assertThat(published(restarted)).isEqualTo(published(keyring));
                assertThat(verifies(restarted, before, signature)).isTrue();
            }
        }

        @Test
        void isListedWithoutOpeningAnything() {
            assertThat(KeySuccession.of(KeySuccession.storedIn(store), TestSigningKeys.SCHEDULE))
                    .isEqualTo(keyring.keys());
        }

        @Test
        void opensPrivateHalvesOnlyInTheirPlace() {
            Documents<SigningKeyDocument> documents = store.open(SigningKeyDocument.TYPE);
            KeyId id = signer(keyring, ES256);
            KeyId other = signer(keyring, SigningAlgorithm.EDDSA);
            Stored<SigningKeyDocument> stored = documents.get(id.value()).orElseThrow();
            Stored<SigningKeyDocument> foreign = documents.get(other.value()).orElseThrow();
            SigningKeyDocument value = stored.value();
            documents.replaceIf(
                    id.value(),
                    stored.version(),
                    new SigningKeyDocument(
                            value.algorithm(),
                            value.number(),
                            value.publicKey(),
                            foreign.value().privateKey(),
                            value.publishedAt(),
                            value.signsFrom()),
                    ChangeId.unannounced());

            assertThatThrownBy(SigningKeyringTest.this::anotherNode).isInstanceOf(UnsealFailed.class);
        }

        @Test
        void refusesAPublicHalfThatWasExchanged() {
            Documents<SigningKeyDocument> documents = store.open(SigningKeyDocument.TYPE);
            KeyId id = signer(keyring, ES256);
            Stored<SigningKeyDocument> stored = documents.get(id.value()).orElseThrow();
            SigningKeyDocument value = stored.value();
            byte[] attackers = KeyPairs.generate(ES256).getPublic().getEncoded();
            documents.replaceIf(
                    id.value(),
                    stored.version(),
                    new SigningKeyDocument(
                            value.algorithm(),
                            value.number(),
                            java.util.Base64.getEncoder().encodeToString(attackers),
                            value.privateKey(),
                            value.publishedAt(),
                            value.signsFrom()),
                    ChangeId.unannounced());

            assertThatThrownBy(SigningKeyringTest.this::anotherNode)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was changed in the store");
        }
    }

    @Nested
    class Rotation {

        private final KeyId old = signer(keyring, ES256);
        private KeyId fresh = old;

        @BeforeEach
        void rotate() {
            fresh = keyring.rotate(Actor.system(), ES256).successor().id();
        }

        private void later(Duration time) {
            clock.advance(time);
            keyring.tick();
        }

        @Test
        void publishesTheSuccessorAheadOfItsUse() {
            assertThat(published(keyring)).contains(old.value(), fresh.value());
            assertThat(signer(keyring, ES256)).isEqualTo(old);
            later(Duration.ofMinutes(10).minusSeconds(1));
            assertThat(signer(keyring, ES256)).isEqualTo(old);
        }

        @Test
        void signsWithTheSuccessorFromItsInstantOn() throws Exception {
            Base64URL signature = sign(keyring.signing(ES256));
            SigningKeys.Signing before = keyring.signing(ES256);
            later(Duration.ofMinutes(10));

            assertThat(signer(keyring, ES256)).isEqualTo(fresh);
            assertThat(published(keyring)).contains(old.value(), fresh.value());
            assertThat(verifies(keyring, before, signature)).isTrue();
        }

        @Test
        void keepsThePredecessorUntilItsLastTokenHasExpired() {
            later(Duration.ofMinutes(10));
            later(Duration.ofHours(15));
            assertThat(published(keyring)).contains(old.value());
            later(Duration.ofHours(1).minusSeconds(1));
            assertThat(keyring.verifying(old)).isPresent();
            later(Duration.ofSeconds(1));

            assertThat(published(keyring)).doesNotContain(old.value()).contains(fresh.value());
            assertThat(keyring.verifying(old)).isEmpty();
        }

        @Test
        void listsEveryStateAndInstant() {
            List<SigningKey> es256 = keyring.keys().stream()
                    .filter(key -> key.algorithm() == ES256)
                    .toList();
            SigningKey first = es256.get(0);
            SigningKey second = es256.get(1);
            Instant handover = START.plus(Duration.ofMinutes(10));

            assertThat(first.signsFrom()).isEqualTo(START);
            assertThat(first.signsUntil()).isEqualTo(handover);
            assertThat(first.retiresAt()).isEqualTo(handover.plus(Duration.ofHours(16)));
            assertThat(second.publishedAt()).isEqualTo(START);
            assertThat(second.signsFrom()).isEqualTo(handover);
            assertThat(second.signsUntil()).isNull();
            assertThat(second.stateAt(handover.minusMillis(1))).isEqualTo(SigningKeyState.PUBLISHED);
            assertThat(first.stateAt(handover.minusMillis(1))).isEqualTo(SigningKeyState.SIGNING);
            assertThat(second.stateAt(handover)).isEqualTo(SigningKeyState.SIGNING);
            assertThat(first.stateAt(handover)).isEqualTo(SigningKeyState.VERIFYING);
            assertThat(first.stateAt(handover.plus(Duration.ofHours(16)))).isEqualTo(SigningKeyState.RETIRED);
        }

        @Test
        void doesNotPileUpSuccessors() {
            assertThat(keyring.rotate(Actor.system(), ES256))
                    .isEqualTo(new RotationResult.AlreadyPublished(keyring.keys().stream()
                            .filter(key -> key.id().equals(fresh))
                            .findFirst()
                            .orElseThrow()));
            assertThat(published(keyring)).hasSize(4);
        }

        @Test
        void leavesOtherAlgorithmsAlone() {
            assertThat(keyring.keys()).hasSize(4);
            assertThat(keyring.keys().stream().filter(key -> key.algorithm() != ES256))
                    .allSatisfy(key -> assertThat(key.signsUntil()).isNull());
        }

        @Test
        void isOnRecordWithBothKeys() {
            assertThat(trail.summary()).endsWith("signing-key.rotated INTENDED", "signing-key.rotated SUCCESS");
            assertThat(trail.events().getLast().target().id()).isEqualTo(fresh.value());
        }

        @Test
        void isSeenByAnotherNodeBeforeTheSuccessorSigns() {
            try (SigningKeyring other = anotherNode()) {
                KeyId next = rotateRs256();
                assertThat(published(other)).doesNotContain(next.value());
                other.tick();
                assertThat(published(other)).contains(next.value());
            }
        }

        private KeyId rotateRs256() {
            return keyring.rotate(Actor.system(), SigningAlgorithm.RS256)
                    .successor()
                    .id();
        }

        @Test
        void deletesThePrivateHalfAMonthAfterRetirement() {
            later(Duration.ofMinutes(10).plus(Duration.ofHours(16)));
            later(Duration.ofDays(30).minusSeconds(1));
            assertThat(store.open(SigningKeyDocument.TYPE).get(old.value())).isPresent();
            later(Duration.ofSeconds(1));
            keyring.tick();

            assertThat(store.open(SigningKeyDocument.TYPE).get(old.value())).isEmpty();
            assertThat(keyring.keys()).noneMatch(key -> key.id().equals(old));
            assertThat(trail.summary()).contains("signing-key.deleted SUCCESS");
            assertThat(signer(keyring, ES256)).isEqualTo(fresh);
        }

        @Test
        void goesOnByTheClockWhileTheStoreIsAway() {
            store.close();
            clock.advance(Duration.ofMinutes(10));

            assertThatThrownBy(keyring::tick).isInstanceOf(RuntimeException.class);
            assertThat(signer(keyring, ES256)).isEqualTo(fresh);
        }
    }

    @Nested
    class OnSchedule {

        @Test
        void publishesSuccessorsWhenTheRotationPeriodEnds() {
            KeyId old = signer(keyring, ES256);
            clock.advance(Duration.ofDays(90).minus(Duration.ofMinutes(10)).minusSeconds(1));
            keyring.tick();
            assertThat(keyring.keys()).hasSize(3);
            clock.advance(Duration.ofSeconds(61));
            keyring.tick();

            assertThat(keyring.keys()).hasSize(6);
            assertThat(signer(keyring, ES256)).isEqualTo(old);
            clock.advance(Duration.ofMinutes(10));
            keyring.tick();
            assertThat(signer(keyring, ES256)).isNotEqualTo(old);
            assertThat(keyring.keys()).hasSize(6);
        }

        @Test
        void publishesOneSuccessorHoweverManyNodesFindItDue() throws Exception {
            try (SigningKeyring other = anotherNode();
                    var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
                clock.advance(Duration.ofDays(91));
                for (var done :
                        nodes.invokeAll(List.of(Executors.callable(keyring::tick), Executors.callable(other::tick)))) {
                    done.get();
                }
                keyring.tick();
                other.tick();
                assertThat(keyring.keys()).hasSize(6).isEqualTo(other.keys());
            }
        }
    }

    @Nested
    class WithClocksThatDiffer {

        @Test
        void signsWithASuccessorOnlyAfterReadersCouldSeeItHere() {
            clock.advance(Duration.ofHours(2));
            var behind = new AdjustableClock(START.plus(Duration.ofHours(1)));
            KeyId old = signer(keyring, ES256);
            try (SigningKeyring late = TestSigningKeys.in(store, cipher, trail, behind)) {
                late.rotate(Actor.system(), ES256);
            }
            keyring.tick();
            assertThat(signer(keyring, ES256)).isEqualTo(old);
            clock.advance(KeySchedule.JWK_SET_CACHE);
            keyring.tick();

            assertThat(signer(keyring, ES256)).isNotEqualTo(old);
        }

        @Test
        void alwaysHasAKeyThatSigns() throws Exception {
            var behind = new AdjustableClock(START.minus(Duration.ofDays(400)));
            try (SigningKeyring late = TestSigningKeys.in(store, cipher, trail, behind)) {
                late.tick();
                SigningKeys.Signing signing = late.signing(ES256);
                assertThat(verifies(keyring, signing, sign(signing))).isTrue();
            }
        }
    }
}
