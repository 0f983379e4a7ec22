package dev.gatehouse.idp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import dev.gatehouse.idp.clients.FetchedKeys.Known;
import dev.gatehouse.idp.grants.Race;
import dev.gatehouse.idp.outbound.OutboundAnswer;
import dev.gatehouse.idp.storage.AdjustableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchedKeysTest {

    private static final String URI = "https://client.example/jwks";
    private static final ECKey FIRST = key("first");
    private static final ECKey SECOND = key("second");

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile OutboundAnswer answer = published(FIRST);
    private final FetchedKeys keys = new FetchedKeys(
            (url, maxBytes) -> {
                fetches.incrementAndGet();
                return answer;
            },
            clock);

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static OutboundAnswer published(JWK... keys) {
        return new OutboundAnswer.Received(new JWKSet(Arrays.asList(keys)).toString(true));
    }

    private static Predicate<JWKSet> with(String kid) {
        return set -> set.getKeyByKeyId(kid) != null;
    }

    private Known find(String kid) {
        return keys.find(URI, with(kid));
    }

    @Nested
    class Keeping {

        @Test
        void findsWhenAskedAgainThenFromMemoryForFiveMinutes() {
            for (int i = 0; i < 10; i++) {
                assertThat(find("first")).isInstanceOf(Known.Fitting.class);
                clock.advance(Duration.ofSeconds(29));
            }
            assertThat(fetches).hasValue(1);
            clock.advance(Duration.ofSeconds(11));
            find("first");
            assertThat(fetches).hasValue(2);
        }

        @Test
        void findsWhenTheClientHasRotatedThenTheNewKeyAtTheNextFetch() {
            find("first");
            answer = published(FIRST, SECOND);
            clock.advance(FetchedKeys.PAUSE);

            assertThat(find("second")).isInstanceOf(Known.Fitting.class);
            answer = published(SECOND);
            clock.advance(FetchedKeys.FRESH);
            assertThat(find("first")).isInstanceOf(Known.None.class);
        }

        @Test
        void findsWhenKeysAreUnknownThenOneFetchInThirtySeconds() {
            for (int i = 0; i < 300; i++) {
                assertThat(find("none-" + i)).isInstanceOf(Known.None.class);
                clock.advance(Duration.ofMillis(100));
            }
            assertThat(fetches).hasValue(1);
            find("none");
            assertThat(fetches).hasValue(2);
        }

        @Test
        void findsWhenManyAskAtOnceThenOneFetch() {
            Race.run(() -> find("second"));

            assertThat(fetches).hasValue(1);
        }

        @Test
        void findsWhenTheClockGoesBackThenTheAddressIsNotClosed() {
            find("first");
            clock.advance(Duration.ofHours(-1));
            answer = published(SECOND);

            assertThat(find("second")).isInstanceOf(Known.Fitting.class);
        }
    }

    @Nested
    class Failing {

        @Test
        void findsWhenNothingCanBeFetchedThenSaysWhyAndAsksOnceInThirtySeconds() {
            answer = new OutboundAnswer.Failed(OutboundAnswer.Reason.ADDRESS_NOT_PUBLIC);

            assertThat(find("first")).isEqualTo(new Known.Unavailable("address-not-public"));
            assertThat(find("first")).isEqualTo(new Known.Unavailable("address-not-public"));
            assertThat(fetches).hasValue(1);
            answer = published(FIRST);
            clock.advance(FetchedKeys.PAUSE);
            assertThat(find("first")).isInstanceOf(Known.Fitting.class);
        }

        @Test
        void findsWhenFetchingFailsLaterThenTheKeysStandInForAnHour() {
            find("first");
            answer = new OutboundAnswer.Failed(OutboundAnswer.Reason.UNREACHABLE);
            clock.advance(FetchedKeys.STAND_IN.minusSeconds(1));
            assertThat(find("first")).isInstanceOf(Known.Fitting.class);

            clock.advance(Duration.ofSeconds(1));
            assertThat(find("first")).isEqualTo(new Known.Unavailable("unreachable"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "{}", "[]", "<html>", "{\"keys\":{}}", "{\"keys\":[{\"kty\":\"EC\"}]}"})
        void findsWhenTheDocumentIsNoJwkSetThenSaysSo(String document) {
            answer = new OutboundAnswer.Received(document);

            assertThat(find("first")).isEqualTo(new Known.Unavailable("no-jwk-set"));
        }

        @Test
        void findsWhenTheAddressMayNotBeCalledThenNothingIsFetched() {
            assertThat(keys.find("http://client.example/jwks", with("first")))
                    .isEqualTo(new Known.Unavailable("not-callable"));
            assertThat(fetches).hasValue(0);
        }

        @Test
        void findsWhenKeysArePrivateOrSymmetricThenTheyVerifyNothing() throws JOSEException {
            JWK symmetric =
                    new OctetSequenceKeyGenerator(256).keyID("symmetric").generate();
            answer = new OutboundAnswer.Received(
                    new JWKSet(List.of(FIRST.toPublicJWK(), SECOND, symmetric)).toString(false));

            assertThat(find("first")).isInstanceOf(Known.Fitting.class);
            assertThat(find("second")).isInstanceOf(Known.None.class);
            assertThat(find("symmetric")).isInstanceOf(Known.None.class);
        }
    }
}
