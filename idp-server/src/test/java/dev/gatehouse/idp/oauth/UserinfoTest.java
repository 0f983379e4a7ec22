package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.audit.Actor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The userinfo endpoint (OpenID Connect Core 1.0 section 5.3) and what releases a claim (sections 5.4 and 5.5). */
class UserinfoTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.confidential(SERVER);
    private final Account person = People.wellKnown(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);

    /** Section 5.3.1, and RFC 6750 section 2. */
    @Nested
    class Request {

        private final String token = accessToken("scope", "openid");

        @Test
        void asksWhenTheTokenIsInTheHeaderOfAGetOrPostThenTheSubject() {
            for (HttpRequest.Builder request : List.of(
                    SERVER.request("/userinfo"),
                    SERVER.request("/userinfo").POST(HttpRequest.BodyPublishers.noBody()),
                    SERVER.form("/userinfo", ""))) {
                HttpResponse<String> answer = SERVER.send(request.header("Authorization", "Bearer " + token));

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
                assertThat(json(answer).get("sub").asString())
                        .isEqualTo(person.id().value());
            }
        }

        @Test
        void asksWhenTheTokenIsInTheFormOfAPostThenTheSubject() {
            assertThat(SERVER.post("/userinfo", Map.of("access_token", token)).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void asksWhenTheTokenIsInTheUrlThenNotTaken() {
            assertThat(SERVER.get("/userinfo?access_token=" + token).statusCode())
                    .isEqualTo(401);
        }

        @Test
        void asksWhenTheTokenIsThereTwiceThenInvalidRequest() {
            HttpResponse<String> answer = SERVER.send(
                    SERVER.form("/userinfo", "access_token=" + token).header("Authorization", "Bearer " + token));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer).get("error").asString()).isEqualTo("invalid_request");
        }

        @Test
        void asksWhenThereIsNoTokenThenAChallengeWithoutAnError() {
            HttpResponse<String> answer = SERVER.get("/userinfo");

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .startsWith("Bearer")
                    .doesNotContain("error");
        }
    }

    /** Section 5.3.3, and RFC 6750 section 3.1. */
    @Nested
    class Refusal {

        @Test
        void asksWhenTheTokenIsNoAccessTokenThenInvalidToken() {
            JsonNode tokens = client.tokens(browser);
            for (String wrong : List.of(
                    "x",
                    tokens.get("id_token").asString(),
                    tokens.get("refresh_token").asString(),
                    client.code(browser))) {
                HttpResponse<String> answer = SERVER.get("/userinfo", wrong);

                assertThat(answer.statusCode()).isEqualTo(401);
                assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                        .contains("error=\"invalid_token\"");
            }
        }

        @Test
        void asksWhenTheTokenIsWithoutOpenidThenInsufficientScope() {
            HttpResponse<String> answer = SERVER.get("/userinfo", accessToken("scope", "profile"));

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("error=\"insufficient_scope\"");
        }

        @Test
        void asksWhenTheTokenIsAClientsOwnThenInsufficientScope() {
            assertThat(SERVER.get("/userinfo", SERVER.adminToken()).statusCode())
                    .isEqualTo(403);
        }

        @Test
        void asksWhenThePersonIsSuspendedThenInvalidToken() {
            String token = accessToken("scope", "openid");

            SERVER.bean(Accounts.class).suspend(Actor.system(), person.id(), OptionalLong.empty());

            assertThat(SERVER.get("/userinfo", token).statusCode()).isEqualTo(401);
        }
    }

    /** Section 5.4, Requesting Claims using Scope Values. */
    @Nested
    class Scopes {

        @Test
        void asksWhenOpenidAloneThenNothingButTheSubjectAndRoles() {
            assertThat(names(userinfo("scope", "openid"))).containsExactlyInAnyOrder("sub", "roles");
        }

        @Test
        void asksWhenProfileThenEveryClaimOfIt() {
            JsonNode claims = userinfo("scope", "openid profile");

            assertThat(names(claims))
                    .containsExactlyInAnyOrder(
                            "sub",
                            "roles",
                            "name",
                            "family_name",
                            "given_name",
                            "middle_name",
                            "nickname",
                            "preferred_username",
                            "profile",
                            "picture",
                            "website",
                            "gender",
                            "birthdate",
                            "zoneinfo",
                            "locale",
                            "updated_at");
            assertThat(claims.get("updated_at").isIntegralNumber()).isTrue();
            assertThat(claims.get("name").asString()).isEqualTo("Jane Q. Doe");
        }

        @Test
        void asksWhenEmailAddressAndPhoneThenTheirClaims() {
            JsonNode claims = userinfo("scope", "openid email address phone");

            assertThat(claims.get("email").asString()).endsWith("@example.com");
            assertThat(claims.get("email_verified").isBoolean()).isTrue();
            assertThat(claims.get("phone_number").asString()).isEqualTo("+33142685300");
            assertThat(claims.get("phone_number_verified").asBoolean()).isTrue();
            assertThat(names(claims.get("address")))
                    .containsExactlyInAnyOrder(
                            "formatted", "street_address", "locality", "region", "postal_code", "country");
        }

        @Test
        void asksWhenByScopeThenTheIdTokenCarriesNoneOfIt() {
            JsonNode identity =
                    RelyingParty.claims(client.tokens(browser, "scope", "openid profile email address phone")
                            .get("id_token")
                            .asString());

            assertThat(names(identity))
                    .containsExactlyInAnyOrder(
                            "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid", "at_hash");
        }
    }

    /** Section 5.5, Requesting Claims using the "claims" Request Parameter. */
    @Nested
    class Wishes {

        @Test
        void asksWhenClaimsAreWishedForOneByOneThenThoseWhereTheyWereWishedFor() {
            JsonNode tokens = client.tokens(
                    browser,
                    "claims",
                    "{\"userinfo\": {\"name\": {\"essential\": true}, \"unknown\": null},"
                            + " \"id_token\": {\"email\": null, \"auth_time\": {\"essential\": true}}}");

            assertThat(names(json(
                            SERVER.get("/userinfo", tokens.get("access_token").asString()))))
                    .containsExactlyInAnyOrder("sub", "roles", "name");
            JsonNode identity = RelyingParty.claims(tokens.get("id_token").asString());
            assertThat(identity.get("email").asString()).endsWith("@example.com");
            assertThat(identity.has("auth_time")).isTrue();
            assertThat(identity.has("name")).isFalse();
        }

        @Test
        void asksWhenTheClientMayNotAskForTheScopeThenNotReleased() {
            RelyingParty narrow = RelyingParty.confidential(SERVER, builder -> builder.scopes(List.of("openid")));
            JsonNode tokens = narrow.tokens(
                    browser,
                    "claims",
                    "{\"userinfo\": {\"email\": {\"essential\": true}}, \"id_token\": {\"email\": null}}");

            assertThat(names(json(
                            SERVER.get("/userinfo", tokens.get("access_token").asString()))))
                    .containsExactlyInAnyOrder("sub", "roles");
            assertThat(RelyingParty.claims(tokens.get("id_token").asString()).has("email"))
                    .isFalse();
        }

        @Test
        void asksWhenAWishNamesAClaimOfTheTokenItselfThenItCannotBeChanged() {
            JsonNode identity = RelyingParty.claims(client.tokens(
                            browser,
                            "claims",
                            "{\"id_token\": {\"iss\": {\"value\": \"x\"}, \"aud\": {\"value\": \"x\"}}}")
                    .get("id_token")
                    .asString());

            assertThat(identity.get("iss").asString()).isEqualTo(SERVER.issuer());
            assertThat(identity.get("aud").asString()).isEqualTo(client.id());
        }
    }

    private String accessToken(String... changes) {
        return client.tokens(browser, changes).get("access_token").asString();
    }

    private JsonNode userinfo(String... changes) {
        return json(SERVER.get("/userinfo", accessToken(changes)));
    }

    private static List<String> names(JsonNode object) {
        return List.copyOf(object.propertyNames());
    }
}
