package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/clients} over HTTP. */
class ClientsIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final String CLIENTS = "/api/v1/clients";
    private static final String SERVICE =
            "{\"client_name\":\"Billing\",\"grant_types\":[\"client_credentials\"],\"scope\":\"invoices.read a b\"}";

    private static Api api;

    @BeforeAll
    static void authenticate() {
        api = Api.asAdministrator(SERVER);
    }

    private static String path(JsonNode client) {
        return CLIENTS + "/" + client.path("client_id").asString();
    }

    private static JsonNode created(String body) {
        return api.post(CLIENTS, body).is(201).json();
    }

    private static HttpResponse<String> token(JsonNode client, String secret) {
        return SERVER.post(
                "/oauth2/token",
                Map.of("grant_type", "client_credentials"),
                client.path("client_id").asString(),
                secret);
    }

    @Nested
    class Registration {

        @Test
        void createsWhenBodyIsValidThenSecretIsShownOnceAndWorks() {
            Api.Answer answer = api.post(CLIENTS, SERVICE).is(201);
            JsonNode client = answer.json();
            String secret = client.path("client_secret").asString();
            assertThat(secret).startsWith("ghs_");
            assertThat(client.path("client_secret_expires_at").asInt()).isZero();
            assertThat(answer.response().headers().firstValue("Location")).hasValue(path(client));
            assertThat(token(client, secret).statusCode()).isEqualTo(200);

            Api.Answer read = api.get(path(client)).is(200);
            assertThat(read.etag()).isEqualTo(answer.etag());
            assertThat(read.json().path("has_secret").asBoolean()).isTrue();
            assertThat(read.json().has("client_secret")).isFalse();
            assertThat(read.response().body()).doesNotContain(secret).doesNotContain("Hash");
        }

        @Test
        void createsWhenNothingIsSaidThenTheDefaultsOfTheSpecification() {
            JsonNode client = created("{\"redirect_uris\":[\"https://shop.example/cb\"]}");
            assertThat(client.path("token_endpoint_auth_method").asString()).isEqualTo("client_secret_basic");
            assertThat(client.path("grant_types").toString()).isEqualTo("[\"authorization_code\"]");
            assertThat(client.path("response_types").toString()).isEqualTo("[\"code\"]");
            assertThat(client.path("access_token_lifetime").asInt()).isEqualTo(54_000);
            assertThat(client.path("access_token_signing_alg").asString()).isEqualTo("ES256");
            assertThat(client.path("id_token_signed_response_alg").asString()).isEqualTo("RS256");
        }

        @Test
        void createsWhenEverythingIsSaidThenItReadsBackTheSame() {
            String body = """
                    {"client_id":"everything","client_name":"All","status":"active",
                     "redirect_uris":["https://a.example/cb","http://127.0.0.1/cb","com.example.app:/cb"],
                     "post_logout_redirect_uris":["https://a.example/"],
                     "grant_types":["authorization_code","refresh_token","client_credentials",
                       "urn:ietf:params:oauth:grant-type:device_code"],
                     "response_types":["code"],"token_endpoint_auth_method":"client_secret_post",
                     "scope":"openid profile offline_access gatehouse","default_scope":"openid",
                     "audience":["https://api.example","urn:example:api","stock"],
                     "scope_audience":{"profile":["https://people.example"]},
                     "web_origins":["+","https://app.example"],
                     "access_token_lifetime":60,"refresh_token_lifetime":3600,
                     "access_token_signing_alg":"RS256","id_token_signed_response_alg":"EdDSA",
                     "custom_claims":{"tier":"gold","n":[1,{"a":null}]},"consent_required":true}""";
            JsonNode client = created(body);
            JsonNode wanted = JsonMapper.builder().build().readTree(body);
            wanted.properties()
                    .forEach(member -> assertThat(client.get(member.getKey()))
                            .as(member.getKey())
                            .isEqualTo(member.getValue()));
        }

        @Test
        void createsWhenPublicThenThereIsNoSecret() {
            JsonNode client =
                    created("{\"token_endpoint_auth_method\":\"none\",\"redirect_uris\":[\"https://spa.example/cb\"]}");
            assertThat(client.has("client_secret")).isFalse();
            assertThat(client.path("has_secret").asBoolean()).isFalse();
            api.post(path(client) + "/secret").is(409, "no-secret");
        }

        @Test
        void createsWhenTheIdIsTakenThenConflict() {
            created("{\"client_id\":\"chosen\",\"grant_types\":[\"client_credentials\"]}");
            api.post(CLIENTS, "{\"client_id\":\"chosen\",\"grant_types\":[\"client_credentials\"]}")
                    .is(409, "client-id-taken");
            api.delete(CLIENTS + "/chosen").is(204);
            api.post(CLIENTS, "{\"client_id\":\"chosen\",\"grant_types\":[\"client_credentials\"]}")
                    .is(409, "client-id-taken");
            api.post(CLIENTS, "{\"client_id\":\"webapp\",\"grant_types\":[\"client_credentials\"]}")
                    .is(409, "client-id-taken");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '\0',
                value = {
                    "{\"redirect_uris\":[\"http://evil.example/\"]};#/redirect_uris/0 redirect-not-loopback",
                    "{\"redirect_uris\":[\"https://a.example/*\"]};#/redirect_uris/0 redirect-wildcard",
                    "{\"redirect_uris\":[\"https://a.example/#x\"]};#/redirect_uris/0 redirect-fragment",
                    "{\"redirect_uris\":[\"javascript:alert(1)\"]};#/redirect_uris/0 redirect-scheme",
                    "{\"redirect_uris\":[\"https://a.example\",\"https://a.example\"]};#/redirect_uris/1 duplicate",
                    "{};#/redirect_uris required",
                    "{\"redirect_uris\":\"https://a.example\"};#/redirect_uris wrong-type",
                    "{\"grant_types\":[\"password\"]};#/grant_types/0 unsupported",
                    "{\"grant_types\":[\"implicit\"]};#/grant_types/0 unsupported",
                    "{\"grant_types\":[\"client_credentials\",\"refresh_token\"]};#/grant_types inconsistent",
                    "{\"grant_types\":[\"client_credentials\"],\"token_endpoint_auth_method\":\"none\"};#/grant_types inconsistent",
                    "{\"grant_types\":[\"client_credentials\"],\"response_types\":[\"token\"]};#/response_types inconsistent",
                    "{\"grant_types\":[],\"token_endpoint_auth_method\":\"tls_client_auth\"};#/token_endpoint_auth_method unsupported",
                    "{\"grant_types\":[],\"token_endpoint_auth_method\":\"private_key_jwt\"};#/jwks required",
                    "{\"grant_types\":[],\"jwks_uri\":\"http://a.example/jwks\"};#/jwks_uri not-callable",
                    "{\"grant_types\":[],\"jwks_uri\":\"https://u:p@a.example/jwks\"};#/jwks_uri not-callable",
                    "{\"grant_types\":[],\"jwks_uri\":\"https://2130706433/jwks\"};#/jwks_uri not-callable",
                    "{\"grant_types\":[],\"jwks\":{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}};#/jwks invalid-keys",
                    "{\"grant_types\":[],\"jwks\":{\"keys\":[]}};#/jwks invalid-keys",
                    "{\"grant_types\":[],\"jwks\":{}};#/jwks invalid-keys",
                    "{\"grant_types\":[],\"scope\":\"a \\\"b\\\"\"};#/scope invalid-scope",
                    "{\"grant_types\":[],\"scope\":\"a\",\"default_scope\":\"b\"};#/default_scope not-in-scope",
                    "{\"grant_types\":[],\"access_token_lifetime\":0};#/access_token_lifetime out-of-range",
                    "{\"grant_types\":[],\"access_token_lifetime\":604801};#/access_token_lifetime out-of-range",
                    "{\"grant_types\":[],\"access_token_lifetime\":\"60\"};#/access_token_lifetime wrong-type",
                    "{\"grant_types\":[],\"access_token_signing_alg\":\"none\"};#/access_token_signing_alg not-a-choice",
                    "{\"grant_types\":[],\"access_token_signing_alg\":\"HS256\"};#/access_token_signing_alg not-a-choice",
                    "{\"grant_types\":[],\"custom_claims\":{\"sub\":\"x\"}};#/custom_claims invalid-claims",
                    "{\"grant_types\":[],\"custom_claims\":[]};#/custom_claims wrong-type",
                    "{\"grant_types\":[],\"client_name\":\"\"};#/client_name blank",
                    "{\"grant_types\":[],\"client_name\":\"a\\u0000b\"};#/client_name invalid-characters",
                    "{\"grant_types\":[],\"client_id\":\"a/b\"};#/client_id invalid-characters",
                    "{\"grant_types\":[],\"audience\":[\"a b\"]};#/audience/0 invalid-audience",
                    "{\"grant_types\":[],\"audience\":[\"https://a.example/#x\"]};#/audience/0 invalid-audience",
                    "{\"grant_types\":[],\"audience\":[\"a\",\":b\"]};#/audience/1 invalid-audience",
                    "{\"grant_types\":[],\"scope\":\"a\",\"scope_audience\":{\"a\":[\"b c\"]}};#/scope_audience/a/0 invalid-audience",
                    "{\"grant_types\":[],\"scope\":\"a\",\"scope_audience\":{\"b\":[\"c\"]}};#/scope_audience/b not-in-scope",
                    "{\"grant_types\":[],\"scope_audience\":[]};#/scope_audience wrong-type",
                    "{\"grant_types\":[],\"web_origins\":[\"*\"]};#/web_origins/0 not-an-origin",
                    "{\"grant_types\":[],\"web_origins\":[\"+\",\"https://a.example/\"]};#/web_origins/1 not-an-origin",
                    "{\"grant_types\":[],\"client_secret\":\"mine\"};#/client_secret unknown-member",
                    "{\"grant_types\":[],\"kind\":\"BUILT_IN\"};#/kind unknown-member",
                    "{\"grant_types\":[],\"workspace\":\"other\"};#/workspace unknown-member",
                    "{\"grant_types\":[],\"generation\":0};#/generation unknown-member",
                    "{\"grant_types\":[],\"status\":\"deleted\"};#/status not-a-choice"
                })
        void createsWhenAMemberIsBadThenItIsNamed(String body, String error) {
            assertThat(api.post(CLIENTS, body).is(400, "invalid-members").errors())
                    .containsExactly(error);
        }

        @ParameterizedTest
        @ValueSource(strings = {"%s", "%s/", "%S"})
        void createsWhenTheAudienceIsThisServerThenOnlyWithTheScope(String spelling) {
            String us = spelling.formatted(SERVER.issuer());
            String body = """
                    {"grant_types":["client_credentials"],"scope":"%s","audience":["%s"]}""";

            assertThat(api.post(CLIENTS, body.formatted("read", us))
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/audience/0 needs-scope");
            JsonNode client = created(body.formatted("read gatehouse", us));
            assertThat(api.patch(path(client), "{\"scope\":\"read\"}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/audience/0 needs-scope");
            assertThat(api.post(CLIENTS, """
                                    {"grant_types":["client_credentials"],"scope":"read gatehouse",
                                     "scope_audience":{"read":["%s"]}}""".formatted(us))
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/scope_audience/read/0 needs-scope");
        }

        @Test
        void createsWhenNothingIsSaidOfOriginsThenAPublicClientHasThoseOfItsRedirectUris() {
            JsonNode open =
                    created("{\"redirect_uris\":[\"https://a.example/cb\"],\"token_endpoint_auth_method\":\"none\"}");
            JsonNode confidential = created("{\"redirect_uris\":[\"https://a.example/cb\"]}");

            assertThat(open.get("web_origins").toString()).isEqualTo("[\"+\"]");
            assertThat(confidential.get("web_origins").toString()).isEqualTo("[]");
        }

        @Test
        void createsWhenAKeyIsPrivateThenRefusedAndNotEchoed() throws Exception {
            var key = new com.nimbusds.jose.jwk.gen.ECKeyGenerator(com.nimbusds.jose.jwk.Curve.P_256).generate();
            Api.Answer refused = api.post(
                    CLIENTS,
                    "{\"token_endpoint_auth_method\":\"private_key_jwt\",\"grant_types\":[\"client_credentials\"],"
                            + "\"jwks\":{\"keys\":[" + key.toJSONString() + "]}}");
            refused.is(400, "invalid-members");
            assertThat(refused.response().body()).doesNotContain(key.getD().toString());
            JsonNode client = created(
                    "{\"token_endpoint_auth_method\":\"private_key_jwt\",\"grant_types\":[\"client_credentials\"],"
                            + "\"jwks\":{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}}");
            assertThat(client.path("jwks").path("keys").get(0).path("x").asString())
                    .isEqualTo(key.getX().toString());
            assertThat(api.patch(path(client), "{\"jwks_uri\":\"https://a.example/jwks\"}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/jwks_uri inconsistent");
        }
    }

    @Nested
    class Change {

        @Test
        void patchesWhenMembersAreGivenThenTheOthersStay() {
            JsonNode client = created(SERVICE);
            Api.Answer patched = api.patch(path(client), "{\"client_name\":\"Bills\",\"access_token_lifetime\":120}")
                    .is(200);
            assertThat(patched.text("client_name")).isEqualTo("Bills");
            assertThat(patched.text("scope")).isEqualTo("invoices.read a b");
            assertThat(patched.json().has("client_secret")).isFalse();
            assertThat(api.get(path(client)).json()).isEqualTo(patched.json());
        }

        @Test
        void patchesWhenTheWholeRepresentationComesBackThenNothingChanges() {
            JsonNode client = created(SERVICE);
            Api.Answer read = api.get(path(client));
            Api.Answer patched = api.patch(path(client), read.response().body()).is(200);
            assertThat(patched.etag()).isEqualTo(read.etag());
        }

        @Test
        void patchesWhenAMemberIsReadOnlyThenRefusedByName() {
            JsonNode client = created(SERVICE);
            assertThat(api.patch(
                                    path(client),
                                    "{\"client_id\":\"x\",\"built_in\":true,\"has_secret\":false,\"workspace\":null}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactlyInAnyOrder(
                            "#/client_id read-only",
                            "#/built_in read-only",
                            "#/has_secret read-only",
                            "#/workspace read-only");
        }

        @Test
        void patchesWhenTheVersionIsStaleThenPreconditionFailedAndNothingChanges() {
            JsonNode client = created(SERVICE);
            String first = api.get(path(client)).etag();
            api.patch(path(client), "{\"client_name\":\"One\"}", first).is(200);
            api.patch(path(client), "{\"client_name\":\"Two\"}", first).is(412, "stale");
            api.delete(path(client), first).is(412, "stale");
            api.patch(path(client), "{}", "nonsense").is(400, "invalid-precondition");
            assertThat(api.get(path(client)).text("client_name")).isEqualTo("One");
        }

        @Test
        void patchesWhenTwoNameTheSameVersionThenExactlyOneIsDone() throws Exception {
            JsonNode client = created(SERVICE);
            String etag = api.get(path(client)).etag();
            var answers = new ArrayList<Integer>();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                var calls = callers.invokeAll(java.util.stream.IntStream.range(0, 8)
                        .mapToObj(i -> (java.util.concurrent.Callable<Integer>)
                                () -> api.patch(path(client), "{\"client_name\":\"n" + i + "\"}", etag)
                                        .status())
                        .toList());
                for (var call : calls) {
                    answers.add(call.get());
                }
            }
            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
        }

        @Test
        void patchesWhenNoVersionIsNamedThenConcurrentCallsAreAllDone() throws Exception {
            JsonNode client = created(SERVICE);
            List<String> members =
                    List.of("\"client_name\":\"x\"", "\"access_token_lifetime\":77", "\"consent_required\":true");
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var call : callers.invokeAll(members.stream()
                        .map(member -> (java.util.concurrent.Callable<Integer>) () ->
                                api.patch(path(client), "{" + member + "}").status())
                        .toList())) {
                    assertThat(call.get()).isEqualTo(200);
                }
            }
            JsonNode now = api.get(path(client)).json();
            assertThat(now.path("client_name").asString()).isEqualTo("x");
            assertThat(now.path("access_token_lifetime").asInt()).isEqualTo(77);
            assertThat(now.path("consent_required").asBoolean()).isTrue();
        }

        @Test
        void rotatesWhenAskedThenOnlyTheNewSecretWorks() {
            JsonNode client = created(SERVICE);
            String old = client.path("client_secret").asString();
            String fresh = api.post(path(client) + "/secret").is(200).text("client_secret");
            assertThat(token(client, old).statusCode()).isEqualTo(401);
            assertThat(token(client, fresh).statusCode()).isEqualTo(200);
        }

        @Test
        void patchesWhenBuiltInThenOnlySomeMembersChange() {
            api.patch(CLIENTS + "/webapp", "{\"access_token_lifetime\":3600}").is(200);
            assertThat(api.patch(
                                    CLIENTS + "/webapp",
                                    "{\"redirect_uris\":[\"https://evil.example/\"],\"scope\":\"openid gatehouse profile\"}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactlyInAnyOrder("#/redirect_uris built-in", "#/scope built-in");
            api.delete(CLIENTS + "/webapp").is(409, "built-in");
            assertThat(api.get(CLIENTS + "/webapp").json().path("built_in").asBoolean())
                    .isTrue();
        }
    }

    @Nested
    class ImmediateDeath {

        private final JsonNode client = created(
                "{\"grant_types\":[\"client_credentials\"],\"scope\":\"gatehouse\",\"default_scope\":\"gatehouse\"}");
        private final Subject service = Subject.service(client.path("client_id").asString());
        private final String secret = client.path("client_secret").asString();
        private final String token =
                TestServer.json(token(client, secret)).path("access_token").asString();

        @BeforeEach
        void administer() {
            Administrators.add(SERVER, service);
        }

        @Test
        void deletesWhenItHoldsTokensThenTheyAreDeadAtOnce() {
            Api.as(SERVER, token).get(CLIENTS).is(200);
            api.delete(path(client)).is(204);
            Api.as(SERVER, token).get(CLIENTS).is(401, "invalid-token");
            assertThat(token(client, secret).statusCode()).isEqualTo(401);
            api.get(path(client)).is(404, "not-found");
            api.delete(path(client)).is(404, "not-found");
        }

        @Test
        void disablesWhenItHoldsTokensThenTheyAreDeadForGood() {
            api.patch(path(client), "{\"status\":\"disabled\"}").is(200);
            Api.as(SERVER, token).get(CLIENTS).is(401, "invalid-token");
            assertThat(token(client, secret).statusCode()).isEqualTo(401);
            api.patch(path(client), "{\"status\":\"active\"}").is(200);
            Api.as(SERVER, token).get(CLIENTS).is(401, "invalid-token");
            assertThat(token(client, secret).statusCode()).isEqualTo(200);
        }

        @Test
        void resignsWhenItHoldsTokensThenTheyOpenNothingAndNeitherDoNewOnes() {
            Api.as(SERVER, token).get(CLIENTS).is(200);
            Administrators.remove(SERVER, service);
            Api.as(SERVER, token).get(CLIENTS).is(403, "forbidden");
            String fresh =
                    TestServer.json(token(client, secret)).path("access_token").asString();
            Api.as(SERVER, fresh).get(CLIENTS).is(403, "forbidden");
        }
    }

    @Nested
    class Listing {

        @Test
        void listsWhenPagedThenEachClientOnceNewestFirst() {
            for (int i = 0; i < 5; i++) {
                created("{\"client_id\":\"page-" + i + "\",\"grant_types\":[\"client_credentials\"]}");
            }
            var ids = new ArrayList<String>();
            String next = "";
            do {
                JsonNode page = api.get(CLIENTS + "?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                        .is(200)
                        .json();
                assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
                page.path("items")
                        .forEach(item -> ids.add(item.path("client_id").asString()));
                next = page.path("next").asString("");
            } while (!next.isEmpty());
            assertThat(ids).doesNotHaveDuplicates().contains("webapp", "agent", "openapi", TestServer.BOOTSTRAP_ID);
            assertThat(ids).containsSubsequence("page-4", "page-3", "page-2", "page-1", "page-0");
        }

        @ParameterizedTest
        @CsvSource({
            "limit=0,invalid-parameter",
            "limit=201,invalid-parameter",
            "limit=x,invalid-parameter",
            "limit=1&limit=2,invalid-parameter",
            "cursor=forged,invalid-cursor",
            "cursor=,invalid-cursor",
            "offset=1,unknown-parameter",
            "filter[$ne]=1,unknown-parameter"
        })
        void listsWhenAParameterIsBadThenRefused(String query, String code) {
            api.get(CLIENTS + "?"
                            + query.replace("[", "%5B").replace("]", "%5D").replace("$", "%24"))
                    .is(400, code);
        }
    }
}
