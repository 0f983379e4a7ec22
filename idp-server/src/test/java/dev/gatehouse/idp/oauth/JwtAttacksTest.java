package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.TestClients;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.keys.SigningKeys;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Every attack of {@link JwtAttacks} on every place of the running server that reads a JWT. */
class JwtAttacksTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final ECKey CLIENT_KEY = clientKey();

    private static RelyingParty client;
    private static ScriptedBrowser browser;
    private static JsonNode tokens;

    /** Where a JWT is read. */
    enum Place {
        ADMIN_API,
        USERINFO,
        INTROSPECTION,
        CLIENT_ASSERTION,
        HINT_OF_LOGOUT,
        HINT_OF_AUTHORIZATION
    }

    @BeforeAll
    static void register() {
        new RegisteredClients(SERVER)
                .addWithoutSecret(TestClients.service("signer")
                        .authMethod(ClientAuthMethod.PRIVATE_KEY_JWT)
                        .secretHash(null)
                        .jwks(new JWKSet(CLIENT_KEY).toString(true)));
        client = RelyingParty.confidential(
                SERVER,
                builder -> builder.scopes(List.of("openid", "gatehouse")).idTokenAlgorithm(SigningAlgorithm.ES256));
        browser = new ScriptedBrowser(SERVER).signIn(People.administrator(SERVER));
        tokens = client.tokens(browser, "scope", "openid gatehouse");
    }

    @TestFactory
    Stream<DynamicTest> readsWhenItIsAnAttackThenRefused() {
        return Arrays.stream(Place.values())
                .flatMap(place -> JwtAttacks.all().entrySet().stream()
                        .map(attack -> DynamicTest.dynamicTest(place + ": " + attack.getKey(), () -> {
                            String token = attack.getValue().apply(good(place));
                            assertThat(taken(place, token)).isFalse();
                        })));
    }

    /** Without this the attacks could be refused for a reason that is not theirs. */
    @TestFactory
    Stream<DynamicTest> readsWhenItIsNoAttackThenTaken() {
        return Arrays.stream(Place.values())
                .map(place -> DynamicTest.dynamicTest(
                        place.toString(),
                        () -> assertThat(taken(place, good(place).signed())).isTrue()));
    }

    /** RFC 7523 section 3: an assertion that is remembered until it expires must not live long. */
    @Test
    void readsWhenAnAssertionExpiresInTheFarFutureThenRefused() {
        for (long expiry : new long[] {Long.MAX_VALUE, 253_402_300_799L, Integer.MAX_VALUE + 1L}) {
            String token = good(Place.CLIENT_ASSERTION)
                    .payload(claims -> claims.put("exp", expiry))
                    .signed();
            assertThat(taken(Place.CLIENT_ASSERTION, token)).isFalse();
        }
    }

    @Test
    void readsWhenItHasExpiredThenRefused() {
        for (Place place : List.of(Place.ADMIN_API, Place.USERINFO, Place.INTROSPECTION, Place.CLIENT_ASSERTION)) {
            String token = good(place)
                    .payload(claims -> claims.put("exp", now().minusSeconds(120).getEpochSecond()))
                    .signed();
            assertThat(taken(place, token)).as(place.toString()).isFalse();
        }
    }

    /** A JWT that the place takes. */
    private static ForgedJwt good(Place place) {
        return switch (place) {
            case ADMIN_API, USERINFO, INTROSPECTION -> ours("access_token");
            case HINT_OF_LOGOUT, HINT_OF_AUTHORIZATION -> ours("id_token");
            case CLIENT_ASSERTION -> {
                String header = "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + CLIENT_KEY.getKeyID() + "\"}";
                String claims = "{\"iss\":\"signer\",\"sub\":\"signer\",\"aud\":\"" + SERVER.issuer() + "\",\"jti\":\""
                        + UUID.randomUUID() + "\",\"iat\":" + now().getEpochSecond() + ",\"exp\":"
                        + now().plusSeconds(60).getEpochSecond() + "}";
                yield new ForgedJwt(header, claims, CLIENT_KEY.toPublicJWK(), by(signer()));
            }
        };
    }

    private static ForgedJwt ours(String name) {
        SigningKeys keys = SERVER.bean(SigningKeys.class);
        SigningKeys.Signing signing = keys.signing(SigningAlgorithm.ES256);
        JWK key = keys.published().getKeyByKeyId(signing.id().value());
        return ForgedJwt.of(tokens.get(name).asString(), key, by(signing.signer()));
    }

    private static UnaryOperator<byte[]> by(JWSSigner signer) {
        return input -> {
            try {
                return signer.sign(new JWSHeader(JWSAlgorithm.ES256), input).decode();
            } catch (JOSEException broken) {
                throw new IllegalStateException(broken);
            }
        };
    }

    /** Whether it was taken; a refusal is the one that the specification of the place asks for. */
    private static boolean taken(Place place, String token) {
        return switch (place) {
            case ADMIN_API -> bearer("/api/v1/users", token);
            case USERINFO -> {
                HttpResponse<String> answer = SERVER.post("/userinfo", Map.of("access_token", token));
                yield refusedAs(answer, 401, "invalid_token");
            }
            case INTROSPECTION -> {
                HttpResponse<String> answer = client.post("/oauth2/introspect", Map.of("token", token));
                assertThat(answer.statusCode()).isEqualTo(200);
                yield json(answer).get("active").asBoolean();
            }
            case CLIENT_ASSERTION ->
                refusedAs(
                        SERVER.post(
                                "/oauth2/token",
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_assertion_type",
                                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                        "client_assertion",
                                        token)),
                        401,
                        "invalid_client");
            case HINT_OF_LOGOUT -> {
                var stranger = new ScriptedBrowser(SERVER);
                HttpResponse<String> answer =
                        stranger.follow(stranger.post("/connect/logout", Map.of("id_token_hint", token)));
                assertThat(answer.statusCode()).isIn(200, 400);
                yield answer.statusCode() == 200;
            }
            case HINT_OF_AUTHORIZATION -> {
                HttpResponse<String> answer =
                        browser.post("/oauth2/authorize", client.request("prompt", "none", "id_token_hint", token));
                Map<String, String> query = ScriptedBrowser.query(answer);
                assertThat(query.getOrDefault("error", "invalid_request")).isEqualTo("invalid_request");
                yield query.containsKey("code");
            }
        };
    }

    private static boolean bearer(String path, String token) {
        if (token.length() > 6_000 || !token.matches("[!-~ ]*")) {
            // No header can carry it.
            return false;
        }
        HttpResponse<String> answer = SERVER.get(path, token);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 401);
        return answer.statusCode() == 200;
    }

    private static boolean refusedAs(HttpResponse<String> answer, int status, String error) {
        if (answer.statusCode() != 200) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(json(answer).get("error").asString()).isEqualTo(error);
        }
        return answer.statusCode() == 200;
    }

    private static Instant now() {
        return SERVER.bean(Clock.class).instant();
    }

    private static ECDSASigner signer() {
        try {
            return new ECDSASigner(CLIENT_KEY);
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static ECKey clientKey() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("signer-1").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
