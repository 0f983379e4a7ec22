package dev.gatehouse.idp.access.decisions;

import static dev.gatehouse.idp.access.decisions.Decisions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RetentionClass;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** OpenID AuthZEN Authorization API 1.0, as it is answered over HTTP. */
class DecisionsIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String EVALUATIONS = "/access/v1/evaluations";
    private static final String SUBJECTS = "/access/v1/search/subject";
    private static final String RESOURCES = "/access/v1/search/resource";
    private static final String ACTIONS = "/access/v1/search/action";

    private static final String ALICE_READS = """
            {"subject":{"type":"user","id":"alice"},"action":{"name":"read"},"resource":{"type":"doc","id":"1"}}""";

    private static Decisions admin;
    private static Decisions nobody;
    private static Decisions billing;
    private static String billingId;

    @BeforeAll
    static void makeModel() {
        admin = Decisions.withToken(SERVER, SERVER.adminToken());
        nobody = Decisions.withSecret(SERVER, "nobody", "no-secret");
        RelyingParty client =
                RelyingParty.confidential(SERVER, builder -> builder.grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)));
        billingId = client.id();
        billing = Decisions.withSecret(SERVER, client.id(), RelyingParty.SECRET);
        Decisions.make(
                SERVER,
                "system",
                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("doc"))),
                new Change.RoleCreated(new RoleId("staff")),
                new Change.MemberAdded(new RoleId("staff"), Member.parse("user:alice")),
                new Change.ObjectPut(doc("1"), null, true),
                new Change.ObjectPut(doc("2"), doc("1"), true),
                new Change.ObjectPut(doc("3"), null, true),
                allow("1", "role:staff", Right.READ),
                new Change.EntryAdded(Entry.deny(doc("2"), Member.parse("user:bob"), Rights.ALL)),
                allow("1", "user:bob", Right.READ),
                allow("1", "service:" + billingId, Right.READ),
                allow("3", "everyone", new Right("sign")));
    }

    private static ObjectRef doc(String id) {
        return ObjectRef.of("doc", id);
    }

    private static Change allow(String doc, String to, Right right) {
        return new Change.EntryAdded(Entry.allow(doc(doc), Member.parse(to), Rights.of(right)));
    }

    private static String question(String type, String id, String action, String resourceType, String resource) {
        return """
                {"subject":{"type":"%s","id":"%s"},"action":{"name":"%s"},"resource":{"type":"%s","id":"%s"}}""".formatted(type, id, action, resourceType, resource);
    }

    private static String with(String json, String more) {
        return json.substring(0, json.length() - 1) + "," + more + "}";
    }

    @Nested
    class Evaluation {

        @ParameterizedTest
        @CsvSource({
            "user, alice, read, doc, 1, true, ''",
            "user, alice, read, doc, 2, true, ''",
            "user, alice, update, doc, 1, false, nothing-allows",
            "user, bob, read, doc, 1, true, ''",
            "user, bob, read, doc, 2, false, entry-denies",
            "user, anybody, sign, doc, 3, true, ''",
            "service, anything, sign, doc, 3, true, ''",
            "guest, guest, sign, doc, 3, false, nothing-allows",
            "guest, me, sign, doc, 3, false, unknown-subject",
            "robot, r2, read, doc, 1, false, unknown-subject-type",
            "user, alice, fly, doc, 1, false, unknown-right",
            "user, alice, 'fly away', doc, 1, false, unknown-right",
            "user, alice, read, doc, 9, false, unknown-object",
            "user, alice, read, page, 1, false, unknown-object-type",
            "user, '', read, doc, 1, false, unknown-subject",
            "user, alice, read, doc, '', false, unknown-object",
            "user, alice, read, '', 1, false, unknown-object-type",
            "user, Alice, read, doc, 1, false, nothing-allows",
            "user, 'alice ', read, doc, 1, false, nothing-allows",
            "user, '\\ud800', read, doc, 1, false, unknown-subject"
        })
        void evaluatesWhenAskedThenAsTheModelSays(
                String type,
                String id,
                String action,
                String resourceType,
                String resource,
                boolean allowed,
                String reason) {
            JsonNode answer = admin.answer(EVALUATION, question(type, id, action, resourceType, resource));
            assertThat(answer.path("decision").asBoolean()).isEqualTo(allowed);
            assertThat(answer.path("context").path("reason").asString("")).isEqualTo(reason);
            assertThat(answer.path("context").path("revision").asString()).startsWith("r");
        }

        @Test
        void evaluatesWhenRepeatedThenTheSameBytes() {
            assertThat(admin.post(EVALUATION, ALICE_READS).body())
                    .isEqualTo(admin.post(EVALUATION, ALICE_READS).body());
        }

        @Test
        void evaluatesWhenThereAreUnknownMembersAndPropertiesThenTheyDecideNothing() {
            String decorated = """
                    {"subject":{"type":"user","id":"alice","properties":{"admin":true,"deep":[{"a":null}]},"x":1},
                     "action":{"name":"read","properties":{"method":"GET"}},
                     "resource":{"type":"doc","id":"1","properties":{"owner":"bob"}},
                     "context":{"time":"2024-10-26T01:22-07:00","ip":{}},"else":[1,2]}""";
            assertThat(admin.post(EVALUATION, decorated).body())
                    .isEqualTo(admin.post(EVALUATION, ALICE_READS).body());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":null,\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":\"user:a\",\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":{\"type\":\"user\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":{\"type\":\"user\",\"id\":7},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":\"read\",\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"read\"}}",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"read\"},\"resource\":[]}",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"read\"},\"resource\":{\"id\":\"1\"}}",
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"read\"},"
                            + "\"resource\":{\"type\":\"doc\",\"id\":\"1\"},\"context\":[]}"
                })
        void evaluatesWhenAPartIsMissingOrOfAnotherTypeThenRefused(String body) {
            assertProblem(admin.post(EVALUATION, body), 400, "invalid-members");
            assertProblem(admin.post(EVALUATIONS, body), 400, "invalid-members");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "[]", "null", "7", "{", "{}{}", "{\"subject\":{},\"subject\":{}}"})
        void evaluatesWhenTheBodyIsNoObjectThenRefused(String body) {
            assertProblem(admin.post(EVALUATION, body), 400, "malformed-json");
        }
    }

    @Nested
    class Calls {

        @ParameterizedTest
        @ValueSource(strings = {EVALUATION, EVALUATIONS, SUBJECTS, RESOURCES, ACTIONS})
        void callsWhenTheMethodOrTheContentTypeIsAnotherThenRefused(String path) {
            for (String method : List.of("GET", "PUT", "DELETE", "PATCH")) {
                assertProblem(
                        admin.send(SERVER.request(path).method(method, BodyPublishers.noBody())),
                        405,
                        "method-not-allowed");
            }
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
                assertProblem(
                        admin.send(SERVER.request(path)
                                .header("Content-Type", type)
                                .POST(BodyPublishers.ofString(ALICE_READS))),
                        415,
                        "unsupported-media-type");
            }
        }

        @Test
        void callsWhenTheContentTypeNamesACharsetThenAnswered() {
            HttpResponse<String> answer = admin.send(SERVER.request(EVALUATION)
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(BodyPublishers.ofString(ALICE_READS)));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }

        @Test
        void callsWhenTheCallerNamedTheRequestThenItsNameComesBack() {
            HttpResponse<String> answer = admin.send(SERVER.request(EVALUATION)
                    .header("Content-Type", "application/json")
                    .header("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716")
                    .POST(BodyPublishers.ofString(ALICE_READS)));
            assertThat(answer.headers().firstValue("X-Request-ID")).hasValue("bfe9eb29-ab87-4ca3-be83-a1d5d8305716");
        }

        @Test
        void callsWhenTheSecretIsWrongThenChallengedForIt() {
            HttpResponse<String> unknown = nobody.post(EVALUATION, ALICE_READS);
            assertProblem(unknown, 401, "invalid-client");
            assertThat(unknown.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic "));
            assertProblem(
                    Decisions.withSecret(SERVER, billingId, "not-its-secret").post(EVALUATION, ALICE_READS),
                    401,
                    "invalid-client");
        }

        @Test
        void callsWhenThereAreNoCredentialsThenBothWaysAreNamed() {
            HttpResponse<String> answer = SERVER.send(SERVER.request(EVALUATION)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(ALICE_READS)));
            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .satisfiesExactly(
                            bearer -> assertThat(bearer).startsWith("Bearer"),
                            basic -> assertThat(basic).startsWith("Basic"));
        }

        @Test
        void callsWhenTheAdminApiGetsASecretThenItTakesTokensOnly() {
            HttpResponse<String> answer = SERVER.send(SERVER.request("/api/v1/clients")
                    .header("Authorization", TestServer.basic(TestServer.BOOTSTRAP_ID, TestServer.BOOTSTRAP_SECRET)));
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    @Nested
    class AboutOthers {

        @Test
        void asksWhenItIsAboutItselfThenAnswered() {
            JsonNode answer = billing.answer(EVALUATION, question("service", billingId, "read", "doc", "1"));
            assertThat(answer.path("decision").asBoolean()).isTrue();
        }

        @Test
        void asksWhenItIsAboutOthersThenTakesARight() {
            assertProblem(billing.post(EVALUATION, ALICE_READS), 403, "forbidden");
            assertProblem(billing.post(EVALUATION, question("user", billingId, "read", "doc", "1")), 403, "forbidden");
            assertProblem(
                    billing.post(
                            EVALUATIONS,
                            "{\"evaluations\":[" + question("service", billingId, "read", "doc", "1") + ","
                                    + ALICE_READS + "]}"),
                    403,
                    "forbidden");
            for (String search : List.of(SUBJECTS, RESOURCES, ACTIONS)) {
                assertProblem(
                        billing.post(search, question("service", billingId, "read", "doc", "1")), 403, "forbidden");
            }
        }

        @Test
        void asksWhenTheRightIsGivenThenAnsweredUntilItIsTaken() {
            RelyingParty client = RelyingParty.confidential(
                    SERVER, builder -> builder.grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)));
            Decisions pep = Decisions.withSecret(SERVER, client.id(), RelyingParty.SECRET);
            Entry right = Entry.allow(
                    ObjectRef.of("access", "decisions"), Member.parse("service:" + client.id()), Rights.of(Right.READ));
            assertProblem(pep.post(EVALUATION, ALICE_READS), 403, "forbidden");
            Decisions.make(SERVER, "system", new Change.EntryAdded(right));
            assertThat(pep.answer(EVALUATION, ALICE_READS).path("decision").asBoolean())
                    .isTrue();
            Decisions.make(SERVER, "system", new Change.EntryRemoved(right));
            assertProblem(pep.post(EVALUATION, ALICE_READS), 403, "forbidden");
        }
    }

    @Nested
    class Context {

        @Test
        void asksWhenTheWorkspaceIsAnotherThenOnlyItsOwnMayEnter() {
            String elsewhere = with(ALICE_READS, "\"context\":{\"workspace\":\"acme\"}");
            Decisions.make(
                    SERVER,
                    "acme",
                    new Change.EntryAdded(Entry.allow(
                            new WorkspaceId("acme").root(),
                            Member.parse("service:" + billingId),
                            Rights.of(Right.READ))));
            assertThat(admin.answer(EVALUATION, elsewhere)
                            .path("context")
                            .path("reason")
                            .asString())
                    .isEqualTo("unknown-object-type");
            assertThat(billing.answer(
                                    EVALUATION,
                                    with(
                                            question("service", billingId, "read", "workspace", "acme"),
                                            "\"context\":{\"workspace\":\"acme\"}"))
                            .path("decision")
                            .asBoolean())
                    .isTrue();
            for (String workspace : List.of("other", "nobody's")) {
                assertProblem(
                        billing.post(
                                EVALUATION,
                                with(
                                        question("service", billingId, "read", "doc", "1"),
                                        "\"context\":{\"workspace\":\"" + workspace + "\"}")),
                        403,
                        "forbidden");
            }
        }

        @Test
        void asksWhenARevisionIsCarriedThenTheAnswerKnowsIt() {
            String revision = Decisions.make(SERVER, "system", allow("3", "user:carol", Right.READ));
            JsonNode answer = admin.answer(
                    EVALUATION,
                    with(
                            question("user", "carol", "read", "doc", "3"),
                            "\"context\":{\"revision\":\"" + revision + "\"}"));
            assertThat(answer.path("decision").asBoolean()).isTrue();
        }

        @Test
        void asksWhenTheRevisionIsBeyondTheLogThenUnknownAtOnce() {
            String future = with(ALICE_READS, "\"context\":{\"revision\":\"rzzzz.zzzz\"}");
            assertProblem(admin.post(EVALUATION, future), 400, "REVISION_UNKNOWN");
            assertProblem(
                    admin.post(EVALUATION, with(ALICE_READS, "\"context\":{\"at\":\"rzzzz.zzzz\"}")),
                    400,
                    "REVISION_UNKNOWN");
        }

        @Test
        void asksWhenItIsAboutThePastThenAsItWas() {
            String before = admin.answer(EVALUATION, ALICE_READS)
                    .path("context")
                    .path("revision")
                    .asString();
            Decisions.make(SERVER, "system", allow("3", "user:dave", Right.READ));
            String dave = question("user", "dave", "read", "doc", "3");
            assertThat(admin.answer(EVALUATION, dave).path("decision").asBoolean())
                    .isTrue();
            JsonNode then = admin.answer(EVALUATION, with(dave, "\"context\":{\"at\":\"" + before + "\"}"));
            assertThat(then.path("decision").asBoolean()).isFalse();
            assertThat(then.path("context").path("revision").asString()).isEqualTo(before);
            JsonNode longAgo = admin.answer(EVALUATION, with(dave, "\"context\":{\"at\":\"1999-12-31T23:59:59Z\"}"));
            assertThat(longAgo.path("decision").asBoolean()).isFalse();
        }

        @ParameterizedTest
        @CsvSource({
            "'\"revision\":\"yesterday\"', invalid-members",
            "'\"revision\":7', invalid-members",
            "'\"at\":\"soon\"', invalid-members",
            "'\"at\":\"9999-01-01T00:00:00Z\"', moment-in-the-future",
            "'\"workspace\":\"\"', invalid-members",
            "'\"workspace\":[]', invalid-members"
        })
        void asksWhenTheContextSaysNothingSensibleThenRefused(String member, String code) {
            assertProblem(admin.post(EVALUATION, with(ALICE_READS, "\"context\":{" + member + "}")), 400, code);
        }
    }

    @Nested
    class Evaluations {

        private static final String DEFAULTS =
                "\"subject\":{\"type\":\"user\",\"id\":\"alice\"},\"action\":{\"name\":\"read\"}";

        private static String item(String doc) {
            return "{\"resource\":{\"type\":\"doc\",\"id\":\"" + doc + "\"}}";
        }

        private static List<Boolean> decisions(String body) {
            JsonNode answer = admin.answer(EVALUATIONS, body);
            assertThat(answer.has("decision")).isFalse();
            return answer.path("evaluations")
                    .valueStream()
                    .map(each -> each.path("decision").asBoolean())
                    .toList();
        }

        @Test
        void evaluatesWhenItemsHavePartsThenTheseReplaceTheDefaultsWhole() {
            assertThat(decisions("{" + DEFAULTS + ",\"evaluations\":[" + item("1") + ","
                            + "{\"resource\":{\"type\":\"doc\",\"id\":\"1\"},\"action\":{\"name\":\"update\"}},"
                            + "{\"resource\":{\"type\":\"doc\",\"id\":\"2\"},\"subject\":{\"type\":\"user\",\"id\":\"bob\"}},"
                            + "{\"resource\":{\"type\":\"doc\",\"id\":\"1\"},\"subject\":{\"id\":\"alice\"}}]}"))
                    .containsExactly(true, false, false, false);
        }

        @ParameterizedTest
        @CsvSource({
            "'{}', malformed-resource",
            "'{\"resource\":7}', malformed-resource",
            "'{\"resource\":{\"type\":\"doc\",\"id\":\"1\"},\"action\":{}}', malformed-action",
            "'{\"resource\":{\"type\":\"doc\",\"id\":\"1\"},\"subject\":[]}', malformed-subject"
        })
        void evaluatesWhenAnItemLacksAPartThenDeniedEvenWhenItIsTheOnlyOne(String item, String reason) {
            JsonNode answer = admin.answer(EVALUATIONS, "{" + DEFAULTS + ",\"evaluations\":[" + item + "]}");
            JsonNode only = answer.path("evaluations").path(0);
            assertThat(only.path("decision").asBoolean(true)).isFalse();
            assertThat(only.path("context").path("reason").asString()).isEqualTo(reason);
        }

        @ParameterizedTest
        @CsvSource({
            "execute_all, 'true,false,true'",
            "deny_on_first_deny, 'true,false'",
            "permit_on_first_permit, 'true'"
        })
        void evaluatesWhenASemanticIsChosenThenTheArrayEndsWithTheDecidingItem(String semantic, String expected) {
            String decided = decisions("{" + DEFAULTS + ",\"options\":{\"evaluations_semantic\":\"" + semantic
                            + "\"},\"evaluations\":[" + item("1") + "," + item("9") + "," + item("2") + "]}")
                    .stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
            assertThat(decided).isEqualTo(expected);
        }

        @Test
        void evaluatesWhenTheSemanticIsUnknownThenRefused() {
            for (String semantic : List.of("\"first\"", "7", "\"\"")) {
                assertProblem(
                        admin.post(
                                EVALUATIONS,
                                "{" + DEFAULTS + ",\"options\":{\"evaluations_semantic\":" + semantic
                                        + "},\"evaluations\":[" + item("1") + "]}"),
                        400,
                        "unknown-semantic");
            }
        }

        @Test
        void evaluatesWhenThereIsNoArrayOrAnEmptyOneThenOneDecision() {
            String single = admin.post(EVALUATION, ALICE_READS).body();
            assertThat(admin.post(EVALUATIONS, ALICE_READS).body()).isEqualTo(single);
            assertThat(admin.post(EVALUATIONS, with(ALICE_READS, "\"evaluations\":[]"))
                            .body())
                    .isEqualTo(single);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"evaluations\":{}}",
                    "{\"evaluations\":[7]}",
                    "{\"evaluations\":\"x\"}",
                    "{\"subject\":\"alice\",\"evaluations\":[{}]}",
                    "{\"options\":7,\"evaluations\":[{}]}"
                })
        void evaluatesWhenTheBodyIsOfAnotherShapeThenRefused(String body) {
            assertThat(admin.post(EVALUATIONS, body).statusCode()).isEqualTo(400);
        }

        @Test
        void evaluatesWhenThereAreAThousandThenAllAndOneMoreIsRefusedByName() {
            String thousand = IntStream.range(0, 1_000).mapToObj(i -> item("1")).collect(Collectors.joining(","));
            assertThat(decisions("{" + DEFAULTS + ",\"evaluations\":[" + thousand + "]}"))
                    .hasSize(1_000)
                    .containsOnly(true);
            HttpResponse<String> refused =
                    admin.post(EVALUATIONS, "{" + DEFAULTS + ",\"evaluations\":[" + thousand + "," + item("1") + "]}");
            assertProblem(refused, 400, "too-many-evaluations");
            assertThat(refused.body()).contains("1000");
        }
    }

    @Nested
    class Searches {

        private static List<String> results(JsonNode answer) {
            return answer.path("results")
                    .valueStream()
                    .map(each ->
                            each.path("type").asString() + ":" + each.path("id").asString())
                    .toList();
        }

        @Test
        void searchesWhenForSubjectsThenThoseOfTheTypeAndTheIdIsIgnored() {
            JsonNode answer = admin.answer(SUBJECTS, question("user", "whoever", "read", "doc", "2"));
            assertThat(results(answer)).contains("user:alice").doesNotContain("user:bob");
            assertThat(results(answer)).allMatch(found -> found.startsWith("user:"));
            assertThat(answer.propertyNames()).first().isEqualTo("page");
            assertThat(answer.path("page").path("next_token").asString("none")).isEmpty();
            assertThat(answer.path("context").has("everyone")).isFalse();
            assertThat(results(admin.answer(SUBJECTS, question("service", "x", "read", "doc", "1"))))
                    .contains("service:" + billingId);
        }

        @Test
        void searchesWhenEveryoneMayThenSaidOnce() {
            JsonNode answer = admin.answer(SUBJECTS, question("user", "x", "sign", "doc", "3"));
            assertThat(answer.path("context").path("everyone").asBoolean()).isTrue();
            assertThat(results(answer)).contains("user:alice", "user:bob");
            assertThat(admin.answer(SUBJECTS, question("guest", "guest", "sign", "doc", "3"))
                            .path("context")
                            .has("everyone"))
                    .isFalse();
        }

        @Test
        void searchesWhenForResourcesThenThoseOfTheType() {
            assertThat(results(admin.answer(RESOURCES, question("user", "bob", "read", "doc", "x"))))
                    .containsExactly("doc:1");
            assertThat(results(admin.answer(RESOURCES, question("user", "alice", "read", "doc", "x"))))
                    .containsExactlyInAnyOrder("doc:1", "doc:2");
        }

        @Test
        void searchesWhenForActionsThenTheRightsByName() {
            JsonNode answer = admin.answer(ACTIONS, question("user", "alice", "ignored", "doc", "1"));
            assertThat(answer.path("results").toString()).isEqualTo("[{\"name\":\"read\"}]");
        }

        @ParameterizedTest
        @CsvSource({
            SUBJECTS + ", robot, x, read, doc, 1",
            SUBJECTS + ", user, x, fly, doc, 1",
            SUBJECTS + ", user, x, read, doc, 99",
            SUBJECTS + ", user, x, read, page, 1",
            RESOURCES + ", robot, x, read, doc, 1",
            RESOURCES + ", user, alice, fly, doc, 1",
            RESOURCES + ", user, alice, read, page, 1",
            RESOURCES + ", user, alice, read, 'no type', 1",
            ACTIONS + ", robot, x, read, doc, 1",
            ACTIONS + ", user, alice, read, doc, 99",
            ACTIONS + ", user, alice, read, page, 1"
        })
        void searchesWhenSomethingIsUnknownThenNothingIsFound(
                String path, String type, String id, String action, String resourceType, String resource) {
            JsonNode answer = admin.answer(path, question(type, id, action, resourceType, resource));
            assertThat(answer.path("results")).isEmpty();
            assertThat(answer.path("page").path("next_token").asString("none")).isEmpty();
        }

        @Test
        void searchesWhenThereAreMoreThenPageByPageAndTheSameAsAtOnce() {
            String search = question("user", "x", "sign", "doc", "3");
            List<String> all = results(admin.answer(SUBJECTS, search));
            var paged = new java.util.ArrayList<String>();
            String token = "";
            do {
                JsonNode page =
                        admin.answer(SUBJECTS, with(search, "\"page\":{\"limit\":1,\"token\":\"" + token + "\"}"));
                assertThat(page.path("page").path("count").asInt()).isLessThanOrEqualTo(1);
                paged.addAll(results(page));
                token = page.path("page").path("next_token").asString();
            } while (!token.isEmpty());
            assertThat(paged).isEqualTo(all).hasSizeGreaterThan(1);
        }

        @Test
        void searchesWhenATokenIsUsedWithOtherParametersThenRefused() {
            String search = question("user", "x", "sign", "doc", "3");
            String token = admin.answer(SUBJECTS, with(search, "\"page\":{\"limit\":1}"))
                    .path("page")
                    .path("next_token")
                    .asString();
            String page = "\"page\":{\"limit\":1,\"token\":\"" + token + "\"}";
            assertThat(admin.post(SUBJECTS, with(search, page)).statusCode()).isEqualTo(200);
            for (String other : List.of(
                    question("service", "x", "sign", "doc", "3"),
                    question("user", "x", "read", "doc", "3"),
                    question("user", "x", "sign", "doc", "1"),
                    with(search, "\"context\":{\"at\":\"1999-12-31T23:59:59Z\"}"))) {
                assertProblem(admin.post(SUBJECTS, with(other, page)), 400, "invalid-token");
            }
            assertProblem(admin.post(RESOURCES, with(search, page)), 400, "invalid-token");
            String bent = (token.startsWith("A") ? "B" : "A") + token.substring(1);
            assertProblem(
                    admin.post(SUBJECTS, with(search, "\"page\":{\"token\":\"" + bent + "\"}")), 400, "invalid-token");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"limit\":0", "\"limit\":1001", "\"limit\":\"1\"", "\"token\":7"})
        void searchesWhenThePageIsNoPageThenRefused(String page) {
            assertProblem(
                    admin.post(SUBJECTS, with(question("user", "x", "sign", "doc", "3"), "\"page\":{" + page + "}")),
                    400,
                    "invalid-members");
        }
    }

    @Nested
    class OnRecord {

        private ApiEvent recorded(String path, String body) {
            SERVER.trail().clear();
            admin.post(path, body);
            assertThat(SERVER.trail().events()).hasSize(1);
            return (ApiEvent) SERVER.trail().events().getFirst();
        }

        @Test
        void evaluatesWhenAnsweredThenOneRecordOfWhatWasAskedAndDecided() {
            ApiEvent event = recorded(EVALUATION, question("user", "bob", "read", "doc", "2"));
            assertThat(event.action()).isEqualTo("access.evaluated");
            assertThat(event.retention()).isEqualTo(RetentionClass.TRAFFIC);
            assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(event.facts())
                    .containsEntry("access.question", "user:bob read doc:2")
                    .containsEntry("access.decision", "denied")
                    .containsEntry("access.reason", "entry-denies")
                    .containsKey("access.revision");
        }

        @Test
        void evaluatesWhenManyAreAskedThenOneRecordOfAll() {
            ApiEvent event = recorded(
                    EVALUATIONS,
                    "{\"evaluations\":[" + ALICE_READS + "," + question("user", "bob", "read", "doc", "2") + ",{}]}");
            assertThat(event.facts())
                    .containsEntry("access.asked", "3")
                    .containsEntry("access.allowed", "1")
                    .containsEntry("access.denied", "2")
                    .containsEntry("access.denied.1", "user:bob read doc:2 entry-denies")
                    .containsKey("access.digest");
        }

        @Test
        void evaluatesWhenManyAreDeniedThenFiftyAreShown() {
            String many = IntStream.range(0, 60)
                    .mapToObj(i -> question("user", "bob", "read", "doc", "2"))
                    .collect(Collectors.joining(","));
            ApiEvent event = recorded(EVALUATIONS, "{\"evaluations\":[" + many + "]}");
            assertThat(event.facts().keySet().stream().filter(name -> name.startsWith("access.denied.")))
                    .hasSize(50);
        }

        @Test
        void evaluatesWhenASecretIsWrongThenTheClaimedClientIsOnRecord() {
            SERVER.trail().clear();
            Decisions.withSecret(SERVER, billingId, "guess").post(EVALUATION, ALICE_READS);
            assertThat(SERVER.trail().events()).singleElement().satisfies(event -> {
                assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
                assertThat(event.facts()).containsEntry("client.claimed", billingId);
            });
        }

        @Test
        void searchesWhenAnsweredThenOnRecordWithHowManyWereFound() {
            ApiEvent event = recorded(RESOURCES, question("user", "bob", "read", "doc", "x"));
            assertThat(event.action()).isEqualTo("access.searched");
            assertThat(event.facts()).containsEntry("access.found", "1");
        }
    }
}
