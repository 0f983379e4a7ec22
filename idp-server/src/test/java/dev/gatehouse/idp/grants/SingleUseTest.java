package dev.gatehouse.idp.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.idp.grants.DeviceCodes.Poll;
import dev.gatehouse.idp.grants.RefreshTokens.Use;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.storage.AdjustableClock;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that may be used once, and what a second use finds. */
class SingleUseTest {

    private static final ChangeId CHANGE = new ChangeId("event-1");

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final DocumentStore store;
    private final KeyedHash hash;

    SingleUseTest(@TempDir Path folder) {
        store = SqliteDocumentStore.open(folder.resolve("test.db"), clock);
        hash = TestKeys.keyedHash(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Nested
    class Codes {

        private final AuthorizationCodes codes = new AuthorizationCodes(store, hash, TestKeys.random());

        @Test
        void findsWhenIssuedThenWhatItStandsFor() {
            AuthorizationCode content = content();

            String code = codes.issue(content, CHANGE);

            assertThat(code).matches("ghc_[A-Za-z0-9_-]{43}");
            assertThat(codes.find(code)).contains(content);
        }

        @Test
        void findsWhenItIsAnotherValueThenNothing() {
            String code = codes.issue(content(), CHANGE);

            assertThat(codes.find(code.substring(0, code.length() - 1) + "_")).isEmpty();
            assertThat(codes.find(code.replace("ghc_", "ghr_"))).isEmpty();
            assertThat(codes.find("")).isEmpty();
            assertThat(codes.find(code + "x")).isEmpty();
        }

        @Test
        void findsWhenItIsTooLateThenTheCodeIsKnownAndNotUsable() {
            String code = codes.issue(content(), CHANGE);

            clock.advance(AuthorizationCodes.USABLE);

            assertThat(codes.find(code).orElseThrow().usable(clock.instant())).isFalse();
        }

        @Test
        void issuesWhenTheGrantWouldBeForgottenFirstThenRefused() {
            Instant now = clock.instant();
            Grant grant = TestGrants.grant("g1", "usr_1", "c1", now);

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AuthorizationCode(
                            grant, null, null, null, now, grant.expiresAt().plusSeconds(1)));
        }

        private AuthorizationCode content() {
            Instant now = clock.instant();
            return new AuthorizationCode(
                    TestGrants.grant("g1", "usr_1", "c1", now),
                    "https://app.example/cb",
                    null,
                    "n-0S6_WzA2Mj",
                    now.plus(AuthorizationCodes.USABLE),
                    now.plus(AuthorizationCodes.REMEMBERED));
        }
    }

    @Nested
    class Refreshing {

        private final RefreshTokens tokens = new RefreshTokens(store, hash, TestKeys.random(), clock);

        @Test
        void usesWhenManyComeAtOnceThenOneIsFirstAndTheOthersRaced() {
            String token = issue();
            RefreshTokens.RefreshToken content = tokens.find(token).orElseThrow();

            List<Use> uses = Race.run(() -> tokens.use(token, content, CHANGE));

            assertThat(uses).containsOnlyOnce(Use.FIRST).containsOnly(Use.FIRST, Use.RACED);
        }

        @Test
        void usesWhenTheGraceIsOverThenItIsReuse() {
            String token = issue();
            RefreshTokens.RefreshToken content = tokens.find(token).orElseThrow();
            tokens.use(token, content, CHANGE);

            clock.advance(RefreshTokens.GRACE.minusMillis(1));
            assertThat(tokens.use(token, content, CHANGE)).isEqualTo(Use.RACED);
            clock.advance(Duration.ofMillis(1));
            assertThat(tokens.use(token, content, CHANGE)).isEqualTo(Use.REUSED);
        }

        @Test
        void findsWhenItIsNoRefreshTokenThenNothing() {
            assertThat(tokens.find(issue().replace("ghr_", "ghc_"))).isEmpty();
            assertThat(tokens.find("ghr_short")).isEmpty();
        }

        private String issue() {
            return tokens.issue(new GrantId("g1"), clock.instant().plusSeconds(3_600), CHANGE);
        }
    }

    @Nested
    class Pushing {

        private final PushedRequests requests = new PushedRequests(store, hash, TestKeys.random(), clock);

        @Test
        void redeemsWhenManyComeAtOnceThenOneGetsIt() {
            String uri = requests.push("c1", "scope=openid", CHANGE);

            assertThat(Race.run(() -> requests.redeem(uri, "c1")).stream()
                            .flatMap(Optional::stream)
                            .map(PushedRequests.PushedRequest::parameters))
                    .containsExactly("scope=openid");
        }

        @Test
        void redeemsWhenAnotherClientComesThenItStays() {
            String uri = requests.push("c1", "scope=openid", CHANGE);

            assertThat(requests.redeem(uri, "c2")).isEmpty();
            assertThat(requests.redeem(uri, "c1")).isPresent();
        }

        @Test
        void redeemsWhenItsTimeIsOverThenNothing() {
            String uri = requests.push("c1", "scope=openid", CHANGE);

            clock.advance(PushedRequests.LIFETIME);

            assertThat(requests.redeem(uri, "c1")).isEmpty();
        }
    }

    @Nested
    class Devices {

        private final DeviceCodes devices = new DeviceCodes(store, hash, TestKeys.random(), clock);
        private final DeviceCodes.Codes codes = devices.issue("system", "c1", List.of("openid"), List.of(), CHANGE);

        @Test
        void pollsWhenNobodyHasDecidedThenPendingAndEverSlowerForTheImpatient() {
            assertThat(poll()).isEqualTo(Poll.PENDING);
            clock.advance(Duration.ofSeconds(4));
            assertThat(poll()).isEqualTo(Poll.TOO_FAST);
            clock.advance(Duration.ofSeconds(9));
            assertThat(poll()).isEqualTo(Poll.TOO_FAST);
            clock.advance(Duration.ofSeconds(15));
            assertThat(poll()).isEqualTo(Poll.PENDING);
        }

        @Test
        void redeemsWhenManyComeAtOnceThenOneGetsTheGrant() {
            Grant grant = TestGrants.grant("g1", "usr_1", "c1", clock.instant());
            assertThat(devices.approve(codes.userCode(), grant, CHANGE)).isTrue();

            assertThat(poll()).isEqualTo(Poll.APPROVED);
            assertThat(Race.run(() -> devices.redeem(codes.deviceCode(), "c1")).stream()
                            .flatMap(Optional::stream))
                    .containsExactly(grant);
            assertThat(poll()).isEqualTo(Poll.UNKNOWN);
        }

        @Test
        void approvesWhenTypedInAnyCaseWithAnyPunctuationThenFound() {
            String typed =
                    " " + codes.userCode().toLowerCase(java.util.Locale.ROOT).replace("-", " . ");

            assertThat(devices.waiting(typed)).isPresent();
            assertThat(devices.waiting(codes.userCode().substring(1))).isEmpty();
            assertThat(devices.waiting("AEIO-UAEI")).isEmpty();
        }

        @Test
        void decidesWhenItWasDecidedThenTheFirstDecisionStands() {
            assertThat(devices.deny(codes.userCode(), CHANGE)).isTrue();

            Grant grant = TestGrants.grant("g1", "usr_1", "c1", clock.instant());
            assertThat(devices.approve(codes.userCode(), grant, CHANGE)).isFalse();
            assertThat(poll()).isEqualTo(Poll.DENIED);
            assertThat(devices.redeem(codes.deviceCode(), "c1")).isEmpty();
        }

        @Test
        void pollsWhenItIsTooLateOrAnotherClientThenToldSo() {
            assertThat(devices.poll(codes.deviceCode(), "c2")).isEqualTo(Poll.UNKNOWN);
            clock.advance(DeviceCodes.LIFETIME);
            assertThat(poll()).isEqualTo(Poll.EXPIRED);
            assertThat(devices.waiting(codes.userCode())).isEmpty();
        }

        private Poll poll() {
            return devices.poll(codes.deviceCode(), "c1");
        }
    }

    @Nested
    class Consenting {

        private final Consents consents = new Consents(store, clock);

        @Test
        void givesWhenAskedAgainThenScopesAddUp() {
            give(List.of("openid"));
            give(List.of("profile"));

            assertThat(covers(List.of("openid", "profile"))).isTrue();
            assertThat(covers(List.of("email"))).isFalse();
            assertThat(consents.covers("usr_1", "c2", List.of("openid"), List.of()))
                    .isFalse();
            assertThat(consents.ofSubject("usr_1")).hasSize(1);
        }

        @Test
        void givesWhenForResourcesThenForThemAndForNothingElse() {
            give(List.of("orders"), "https://a.example", "https://b.example");
            give(List.of("invoices"), "https://b.example");

            assertThat(covers(List.of("orders"), "https://b.example", "https://a.example"))
                    .isTrue();
            assertThat(covers(List.of("orders", "invoices"), "https://b.example"))
                    .isTrue();
            assertThat(covers(List.of("invoices"), "https://a.example")).isFalse();
            assertThat(covers(List.of("invoices"), "https://b.example", "https://a.example"))
                    .isFalse();
            assertThat(covers(List.of("orders"), "https://c.example")).isFalse();
            assertThat(covers(List.of("orders"))).isFalse();
        }

        @Test
        void givesWhenForWhateverTheClientIsRegisteredForThenForEachResourceToo() {
            give(List.of("orders"));
            give(List.of("invoices"), "https://a.example");

            assertThat(covers(List.of("orders"), "https://c.example")).isTrue();
            assertThat(covers(List.of("orders", "invoices"), "https://a.example"))
                    .isTrue();
            assertThat(covers(List.of("orders", "invoices"))).isFalse();
        }

        @Test
        void deletesWhenGivenThenNothingIsCovered() {
            give(List.of("openid"));

            assertThat(consents.delete("usr_1", "c1")).isTrue();
            assertThat(covers(List.of("openid"))).isFalse();
            assertThat(consents.delete("usr_1", "c1")).isFalse();
        }

        private void give(List<String> scopes, String... resources) {
            consents.give("system", "usr_1", "c1", scopes, List.of(resources), CHANGE);
        }

        private boolean covers(List<String> scopes, String... resources) {
            return consents.covers("usr_1", "c1", scopes, List.of(resources));
        }
    }
}
