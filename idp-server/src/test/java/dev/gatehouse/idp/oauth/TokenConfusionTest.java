package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.TestAccounts;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.clients.TestClients;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/**
 * Every kind of token at every place that takes one (RFC 8725 section 3.11, RFC 9068 section 4): each is taken where it
 * belongs and nowhere else. A kind or a place that is new does not compile before it is known here.
 */
class TokenConfusionTest {

    private static final String SESSION = "__Host-gatehouse-session";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
    private static final Pattern INTERACTION = Pattern.compile("interaction=([A-Za-z0-9_-]+)");

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded()
            .with("gatehouse.signin.failures-per-address", "10000")
            .with("gatehouse.signin.failures-per-account", "1000");

    private static final ECKey KEY = key();
    private static Account newcomer;

    @BeforeAll
    static void register() {
        new RegisteredClients(SERVER)
                .addWithoutSecret(TestClients.service("signer")
                        .authMethod(ClientAuthMethod.PRIVATE_KEY_JWT)
                        .secretHash(null)
                        .jwks(new JWKSet(KEY).toString(true)));
        var draft = TestAccounts.draft("newcomer").withPassword(TestAccounts.PASSWORD, true);
        newcomer = switch (SERVER.bean(Accounts.class).create(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> account;
            case AccountCreation other -> throw new AssertionError(other);
        };
    }

    @TestFactory
    Stream<DynamicTest> showsWhenOfAnyKindThenTakenOnlyWhereItBelongs() {
        return Arrays.stream(TokenKind.values())
                .flatMap(kind -> Arrays.stream(TokenConsumer.values())
                        .map(place -> DynamicTest.dynamicTest(kind + " -> " + place, () -> {
                            var scene = new Scene();
                            String token = scene.make(kind);
                            assertThat(scene.takes(place, token)).isEqualTo(place.takes(kind));
                        })));
    }

    /** One person and one client of their own, so that what a cell uses up is missed by no other. */
    private static final class Scene {

        private final RelyingParty client = RelyingParty.confidential(
                SERVER,
                builder -> builder.grantTypes(List.of(
                                GrantType.AUTHORIZATION_CODE,
                                GrantType.REFRESH_TOKEN,
                                GrantType.DEVICE_CODE,
                                GrantType.CLIENT_CREDENTIALS))
                        .scopes(List.of("openid", "gatehouse")));
        private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(People.administrator(SERVER));

        String make(TokenKind kind) {
            return switch (kind) {
                case ID_TOKEN -> tokens("openid").get("id_token").asString();
                case ACCESS_TOKEN ->
                    tokens("openid gatehouse").get("access_token").asString();
                case ACCESS_TOKEN_FOR_OTHERS ->
                    tokens("openid").get("access_token").asString();
                case REFRESH_TOKEN -> tokens("openid").get("refresh_token").asString();
                case CLIENT_ASSERTION -> assertion();
                case CODE -> client.code(browser);
                case DEVICE_CODE -> approvedDevice();
                case USER_CODE -> startDevice().get("user_code").asString();
                case REQUEST_URI -> pushed();
                case SESSION_COOKIE -> browser.cookie(SESSION);
                case FORM_TOKEN -> formToken(browser.get("/account/password"));
                case ONE_TIME_PASSWORD -> TestAccounts.PASSWORD.reveal();
                case LOGOUT_STATE -> logoutState();
                case CLIENT_SECRET -> RelyingParty.SECRET;
            };
        }

        /** Whether the place takes the token for what it is there for. */
        boolean takes(TokenConsumer place, String token) {
            return switch (place) {
                case ADMIN_API -> SERVER.get("/api/v1/users", token).statusCode() == 200;
                case USERINFO ->
                    SERVER.post("/userinfo", Map.of("access_token", token)).statusCode() == 200;
                case INTROSPECTION -> introspected(token);
                case REVOCATION -> revoked(token);
                case CODE_GRANT -> issued(client.redeem(token));
                case REFRESH_GRANT -> issued(client.refresh(token));
                case DEVICE_GRANT ->
                    issued(client.post(
                            "/oauth2/token", Map.of("grant_type", GrantType.DEVICE_CODE, "device_code", token)));
                case CLIENT_ASSERTION -> issued(SERVER.post("/oauth2/token", asserting(token)));
                case CLIENT_SECRET ->
                    issued(SERVER.post(
                            "/oauth2/token", Map.of("grant_type", "client_credentials"), client.id(), token));
                case HINT_OF_LOGOUT -> {
                    var stranger = new ScriptedBrowser(SERVER);
                    yield stranger.follow(stranger.post("/connect/logout", Map.of("id_token_hint", token)))
                                    .statusCode()
                            == 200;
                }
                case HINT_OF_AUTHORIZATION ->
                    code(browser.get(client.authorize("prompt", "none", "id_token_hint", token)));
                case REQUEST_URI ->
                    code(browser.get("/oauth2/authorize?"
                            + TestServer.encoded(Map.of("client_id", client.id(), "request_uri", token))));
                case SESSION_COOKIE ->
                    SERVER.send(SERVER.request("/account/").header("Cookie", SESSION + "=" + token))
                                    .statusCode()
                            == 200;
                case FORM_TOKEN ->
                    browser.post("/account/sessions/end-others", Map.of("csrf", token))
                                    .statusCode()
                            == 303;
                case USER_CODE -> typed(token).statusCode() == 200;
                case PASSWORD -> {
                    var stranger = new ScriptedBrowser(SERVER);
                    yield stranger.submit(stranger.get("/login"), "username", newcomer.username(), "password", token)
                                    .statusCode()
                            == 303;
                }
                case LOGOUT_STATE -> {
                    HttpResponse<String> answer = browser.post(
                            "/connect/logout/confirm?" + TestServer.encoded(Map.of("interaction", token)),
                            Map.of("csrf", formToken(browser.get("/account/password")), "answer", "sign-out"));
                    yield answer.statusCode() / 100 != 4
                            && browser.get("/account/").statusCode() != 200;
                }
                case AUTHORIZATION_STATE -> {
                    HttpResponse<String> answer =
                            browser.get("/oauth2/authorize?" + TestServer.encoded(Map.of("interaction", token)));
                    yield answer.statusCode() != 400;
                }
            };
        }

        private JsonNode tokens(String scope) {
            return client.tokens(browser, "scope", scope);
        }

        private JsonNode startDevice() {
            return json(client.post("/oauth2/device_authorization", Map.of("scope", "openid")));
        }

        private String approvedDevice() {
            JsonNode codes = startDevice();
            browser.submit(typed(codes.get("user_code").asString()), "answer", "allow");
            return codes.get("device_code").asString();
        }

        private HttpResponse<String> typed(String userCode) {
            return browser.submit(browser.get("/oauth2/device_verification"), "user_code", userCode);
        }

        private String pushed() {
            return json(client.post("/oauth2/par", client.request()))
                    .get("request_uri")
                    .asString();
        }

        private String logoutState() {
            Matcher found = INTERACTION.matcher(
                    HtmlUtils.htmlUnescape(browser.get("/connect/logout").body()));
            assertThat(found.find()).isTrue();
            return found.group(1);
        }

        private boolean introspected(String token) {
            return json(client.post("/oauth2/introspect", Map.of("token", token)))
                    .path("active")
                    .asBoolean(false);
        }

        /** Whether revoking it ends anything at all. */
        private boolean revoked(String token) {
            SERVER.trail().clear();
            client.post("/oauth2/revoke", Map.of("token", token));
            return SERVER.trail().summary().stream()
                    .anyMatch(List.of("token.revoked INTENDED", "grant.ended INTENDED")::contains);
        }
    }

    private static String formToken(HttpResponse<String> page) {
        Matcher found = FORM_TOKEN.matcher(page.body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static boolean issued(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isIn(200, 400, 401);
        return answer.statusCode() == 200;
    }

    private static boolean code(HttpResponse<String> answer) {
        return answer.statusCode() == 303 && ScriptedBrowser.location(answer).contains("code=");
    }

    private static Map<String, String> asserting(String token) {
        return Map.of(
                "grant_type",
                "client_credentials",
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                token);
    }

    private static String assertion() {
        Instant now = Clock.systemUTC().instant();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(KEY.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer("signer")
                        .subject("signer")
                        .audience(SERVER.issuer())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .build());
        try {
            jwt.sign(new ECDSASigner(KEY));
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
        return jwt.serialize();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("signer-1").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
