package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.TestClients;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.keys.SigningKeyring;
import dev.gatehouse.idp.keys.Ticks;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * The rotation of signing keys as a relying party sees it that keeps the JWK set for as long as it may, and asks for it at
 * no other time.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#RotateSigKeys">OpenID Connect Core section 10.1.1</a>
 */
class RotationSeenByAClientTest {

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Pattern MAX_AGE = Pattern.compile("max-age=([0-9]+)");

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);

    private final KeptKeys keptKeys = new KeptKeys();
    private final Map<String, String> refreshTokens = new LinkedHashMap<>();
    private final List<String> accepted = new ArrayList<>();

    /** The JWK set as {@code Cache-Control} lets it be kept. */
    private static final class KeptKeys {

        private JWKSet keys = new JWKSet();
        private Instant until = Instant.MIN;

        private JWK of(SignedJWT token) throws ParseException {
            if (!SERVER.clock().instant().isBefore(until)) {
                HttpResponse<String> answer = SERVER.get("/oauth2/jwks");
                Matcher maxAge = MAX_AGE.matcher(
                        answer.headers().firstValue("Cache-Control").orElseThrow());
                assertThat(maxAge.find()).isTrue();
                keys = JWKSet.parse(answer.body());
                until = SERVER.clock().instant().plusSeconds(Long.parseLong(maxAge.group(1)));
            }
            String kid = token.getHeader().getKeyID();
            JWK key = keys.getKeyByKeyId(kid);
            assertThat(key)
                    .as("the key %s at %s", kid, SERVER.clock().instant())
                    .isNotNull();
            return key;
        }
    }

    private void accept(String token) throws JOSEException, ParseException {
        SignedJWT jwt = SignedJWT.parse(token);
        JWK key = keptKeys.of(jwt);
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(key.getAlgorithm());
        boolean verified = switch (key.getKeyType().getValue()) {
            case "EC" -> jwt.verify(new ECDSAVerifier(key.toECKey()));
            case "RSA" -> jwt.verify(new RSASSAVerifier(key.toRSAKey()));
            default -> throw new AssertionError(key.getKeyType());
        };
        assertThat(verified).isTrue();
    }

    private static String kid(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    /** Tokens as they come at this moment, by what they are. */
    private Map<String, String> fresh(List<RelyingParty> parties) {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (RelyingParty party : parties) {
            JsonNode answer = json(party.refresh(refreshTokens.getOrDefault(party.id(), "")));
            assertThat(answer.has("access_token")).as(answer.toString()).isTrue();
            refreshTokens.put(party.id(), answer.get("refresh_token").asString());
            tokens.put(
                    "access token of " + party.id(), answer.get("access_token").asString());
            tokens.put("ID token of " + party.id(), answer.get("id_token").asString());
        }
        return tokens;
    }

    private static RelyingParty party(SigningAlgorithm algorithm) {
        return RelyingParty.confidential(
                SERVER,
                builder -> builder.accessTokenAlgorithm(algorithm)
                        .idTokenAlgorithm(algorithm)
                        .accessTokenLifetime(LONGEST));
    }

    private static void rotate() {
        HttpResponse<String> answer = SERVER.send(SERVER.request("/api/v1/signing-keys/rotate")
                .header("Authorization", "Bearer " + SERVER.adminToken())
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void later(Duration time) {
        SERVER.clock().advance(time);
        Ticks.tick(SERVER.bean(SigningKeyring.class));
    }

    @Test
    void verifiesWhenKeysRotateUnderLoadThenNoTokenIsRefusedUntilItExpires() throws Exception {
        List<RelyingParty> parties = List.of(party(SigningAlgorithm.ES256), party(SigningAlgorithm.RS256));
        ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));
        parties.forEach(party -> refreshTokens.put(
                party.id(), party.tokens(browser).get("refresh_token").asString()));
        Map<String, Set<String>> kids = new LinkedHashMap<>();
        fresh(parties).forEach((what, token) -> accepted.add(token));
        for (String token : accepted) {
            accept(token);
        }

        // The set was just read; the worst moment to publish a successor.
        for (int minute = 0; minute < 25; minute++) {
            if (minute == 1 || minute == 13) {
                rotate();
            }
            for (Map.Entry<String, String> token : fresh(parties).entrySet()) {
                accept(token.getValue());
                kids.computeIfAbsent(token.getKey(), what -> new LinkedHashSet<>())
                        .add(kid(token.getValue()));
                accepted.add(token.getValue());
            }
            later(Duration.ofMinutes(1));
        }
        assertThat(kids).hasSize(4);
        assertThat(kids.values()).allSatisfy(used -> assertThat(used).hasSize(3));

        // All of them, with whatever set is kept then, until the last has expired.
        for (Duration left = LONGEST; left.isPositive(); left = left.minusHours(12)) {
            for (String token : accepted) {
                accept(token);
            }
            later(Duration.ofHours(12));
        }
    }

    @Test
    void verifiesWhenTheLastTokenHasExpiredThenTheOldKeyIsGone() throws Exception {
        CLIENTS.add(TestClients.service("old").accessTokenLifetime(LONGEST));
        String token = CLIENTS.token("old", "read");
        rotate();
        later(Duration.ofMinutes(11));
        assertThat(kid(CLIENTS.token("old", "read"))).isNotEqualTo(kid(token));

        later(LONGEST);
        assertThat(SERVER.get("/oauth2/jwks").body()).contains(kid(token));
        later(Duration.ofHours(1));
        assertThat(SERVER.get("/oauth2/jwks").body()).doesNotContain(kid(token));
    }
}
