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
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /access/v1/filter} and {@code POST /access/v1/filter/lists}. What databases make of it is in FilterContract. */
class FilterIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String FILTER = "/access/v1/filter?format=mongodb";
    private static final String TREE = "/access/v1/filter?format=tree";
    private static final String LISTS = "/access/v1/filter/lists?format=mongodb";
    private static final Instant END = Instant.parse("2999-01-01T00:00:00Z");

    private static Decisions admin;
    private static Decisions app;
    private static String appId;
    private static String created;

    @BeforeAll
    static void makeModel() {
        admin = Decisions.withToken(SERVER, SERVER.adminToken());
        RelyingParty client =
                RelyingParty.confidential(SERVER, builder -> builder.grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)));
        appId = client.id();
        app = Decisions.withSecret(SERVER, appId, RelyingParty.SECRET);
        String revision = Decisions.make(
                SERVER,
                "system",
                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("doc"))),
                new Change.RoleCreated(new RoleId("staff")),
                new Change.MemberAdded(new RoleId("staff"), Member.parse("user:alice")),
                new Change.ObjectPut(doc("1"), null, true),
                new Change.ObjectPut(doc("2"), doc("1"), true),
                allow(doc("1"), "role:staff", Right.READ),
                new Change.EntryAdded(Entry.deny(doc("2"), Member.parse("user:$eq"), Rights.ALL)
                        .until(END)));
        created = Long.toString(Long.parseLong(revision.substring(1, revision.indexOf('.')), Character.MAX_RADIX));
    }

    private static ObjectRef doc(String id) {
        return ObjectRef.of("doc", id);
    }

    private static Change allow(ObjectRef object, String to, Right right) {
        return new Change.EntryAdded(Entry.allow(object, Member.parse(to), Rights.of(right)));
    }

    private static String wish(String type, String id, String right, String resource) {
        return """
                {"subject":{"type":"%s","id":"%s"},"action":{"name":"%s"},"resource":{"type":"%s"}}""".formatted(type, id, right, resource);
    }

    @Nested
    class Filters {

        @Test
        void filtersWhenAskedForMongodbThenAQueryDocument() {
            JsonNode answer = admin.answer(FILTER, wish("user", "alice", "read", "doc"));
            String time = answer.path("time").asString();
            assertThat(answer.path("filter").toString()).isEqualTo(query("acl").replace("TIME", time));
            assertThat(answer.path("revision").asString()).startsWith("r");
            assertThat(answer.has("until")).isFalse();
            BsonDocument parsed = BsonDocument.parse(answer.path("filter").toString());
            // The driver writes no zero at the end of a fraction.
            assertThat(parsed.toJson()).contains("{\"$date\": \"" + time.substring(0, 19));
        }

        private static String names(String subject) {
            return "['everyone','role:staff#" + created + "','role:users#1','" + subject + "']";
        }

        private static String query(String field) {
            String allow = "{'LIST':{'$elemMatch':{'effect':'allow','to':{'$in':NAMES},'rights':{'$in':['read','*']},"
                    + "'$or':[{'expiresAt':null},{'expiresAt':{'$gt':{'$date':'TIME'}}}]}}}";
            String deny = "{'LIST':{'$elemMatch':{'effect':'deny','to':{'$in':NAMES},'rights':{'$in':['read','*']},"
                    + "'expiresAt':{'$not':{'$lte':{'$date':'TIME'}}}}}}";
            return ("{'$and':[{'F.own':{'$type':'array'},'F.inherited':{'$type':'array'}},{'$and':[{'$or':["
                            + allow.replace("LIST", "F.own") + "," + allow.replace("LIST", "F.inherited")
                            + "]},{'$nor':[{'$or':["
                            + deny.replace("LIST", "F.own") + "," + deny.replace("LIST", "F.inherited") + "]}]}]}]}")
                    .replace("F", field)
                    .replace("NAMES", names("user:alice"))
                    .replace('\'', '"');
        }

        @Test
        void filtersWhenTheListsAreElsewhereThenThatField() {
            String filter = admin.answer(FILTER + "&field=meta.rechte", wish("user", "alice", "read", "doc"))
                    .path("filter")
                    .toString();
            assertThat(filter)
                    .contains("\"meta.rechte.own\"", "\"meta.rechte.inherited\"")
                    .doesNotContain("acl");
        }

        @Test
        void filtersWhenAskedForATreeThenTheEnginesConditions() {
            JsonNode filter =
                    admin.answer(TREE, wish("user", "alice", "read", "doc")).path("filter");
            JsonNode holds = filter.at("/all/0/any/0/holds");
            assertThat(holds.path("list").asString()).isEqualTo("own");
            assertThat(holds.path("effect").asString()).isEqualTo("allow");
            assertThat(holds.path("right").asString()).isEqualTo("read");
            assertThat(filter.at("/all/1/not/any/1/holds/effect").asString()).isEqualTo("deny");
        }

        @Test
        void filtersWhenTheIdLooksLikeAQueryThenItIsAValue() {
            List<String> plain = operators("nobody");
            assertThat(plain).contains("$elemMatch", "$in");
            for (String id : List.of("$where", "$$ROOT", "{\\\"$gt\\\":\\\"\\\"}", "a.b", "\\u00fc$ne")) {
                assertThat(operators(id)).as(id).isEqualTo(plain);
            }
        }

        private static List<String> operators(String id) {
            String filter = admin.answer(FILTER, wish("user", id, "read", "doc"))
                    .path("filter")
                    .toString();
            return operators(BsonDocument.parse(filter)).toList();
        }

        private static Stream<String> operators(BsonValue value) {
            if (value.isArray()) {
                return value.asArray().stream().flatMap(Filters::operators);
            }
            return !value.isDocument()
                    ? Stream.empty()
                    : value.asDocument().entrySet().stream()
                            .flatMap(member -> Stream.concat(
                                    Stream.of(member.getKey()).filter(name -> name.startsWith("$")),
                                    operators(member.getValue())));
        }

        @Test
        void filtersWhenTheRootEntryEndsThenUntilThen() {
            Instant end = Instant.parse("2998-01-01T00:00:00Z");
            Decisions.make(
                    SERVER,
                    "ending",
                    new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("doc"))),
                    new Change.EntryAdded(Entry.allow(
                                    ObjectRef.of("workspace", "ending"),
                                    Member.parse("user:alice"),
                                    Rights.of(new Right("sign")))
                            .until(end)));
            String body =
                    wish("user", "alice", "sign", "doc").replaceFirst("}$", ",\"context\":{\"workspace\":\"ending\"}}");
            assertThat(admin.answer(FILTER, body).path("until").asString()).isEqualTo("2998-01-01T00:00:00.000Z");
        }
    }

    @Nested
    class Permission {

        @Test
        void filtersWhenAboutOneselfThenAnswered() {
            assertThat(app.answer(FILTER, wish("service", appId, "read", "doc")).has("filter"))
                    .isTrue();
        }

        @Test
        void filtersWhenAboutOthersWithoutTheRightThenForbidden() {
            HttpResponse<String> answer = app.post(FILTER, wish("user", "alice", "read", "doc"));
            assertProblem(answer, 403, "forbidden");
            assertThat(TestServer.json(answer).path("object").asString()).isEqualTo("access:decisions");
            assertProblem(app.post(FILTER, wish("user", appId, "read", "doc")), 403, "forbidden");
            assertProblem(app.post(FILTER, wish("user", "alice", "read", "no-such-type")), 403, "forbidden");
        }

        @Test
        void listsWhenWithoutTheRightThenForbidden() {
            assertProblem(app.post(LISTS, "{\"resources\":[{\"type\":\"doc\",\"id\":\"1\"}]}"), 403, "forbidden");
        }

        @Test
        void filtersWhenTheWorkspaceIsAnothersThenForbidden() {
            String body = wish("service", appId, "read", "doc")
                    .replaceFirst("}$", ",\"context\":{\"workspace\":\"theirs\"}}");
            assertProblem(app.post(FILTER, body), 403, "forbidden");
        }
    }

    @Nested
    class Refusing {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/access/v1/filter",
                    "/access/v1/filter?format=sql",
                    "/access/v1/filter?format=",
                    "/access/v1/filter/lists",
                    "/access/v1/filter/lists?format=MongoDB"
                })
        void filtersWhenTheFormatIsUnknownThenTheKnownAreNamed(String path) {
            HttpResponse<String> answer = admin.post(path, wish("user", "alice", "read", "doc"));
            assertProblem(answer, 400, "invalid-parameter");
            assertThat(TestServer.json(answer).path("detail").asString()).contains("mongodb, tree");
        }

        @ParameterizedTest
        @ValueSource(strings = {"%24where", "a.%24b", "a..b", "", ".a", "0"})
        void filtersWhenTheFieldIsNoneThenRefused(String field) {
            assertProblem(
                    admin.post(FILTER + "&field=" + field, wish("user", "alice", "read", "doc")),
                    400,
                    "invalid-parameter");
        }

        @Test
        void filtersWhenATreeIsAskedForAFieldThenRefused() {
            assertProblem(
                    admin.post(TREE + "&field=acl", wish("user", "alice", "read", "doc")), 400, "invalid-parameter");
        }

        @ParameterizedTest
        @CsvSource({
            "role,ops,read,doc,400,unknown-subject,#/subject",
            "guest,alice,read,doc,400,unknown-subject,#/subject",
            "user,alice,no right,doc,400,unknown-right,#/action/name",
            "user,alice,fly,doc,409,unknown-right,#/action/name",
            "user,alice,read,page,409,unknown-type,#/resource/type",
            "user,alice,read,no type,400,unknown-type,#/resource/type"
        })
        void filtersWhenAWordMeansNothingThenAnErrorAndNoEmptyFilter(
                String type, String id, String right, String resource, int status, String code, String pointer) {
            HttpResponse<String> answer = admin.post(FILTER, wish(type, id, right, resource));
            assertProblem(answer, status, code);
            assertThat(TestServer.json(answer).at("/errors/0/pointer").asString())
                    .isEqualTo(pointer);
        }
    }

    @Nested
    class Lists {

        @Test
        void listsWhenObjectsExistThenTheirListsAndNoneForOthers() {
            JsonNode answer = admin.answer(
                    LISTS,
                    "{\"resources\":[{\"type\":\"doc\",\"id\":\"2\"},{\"type\":\"doc\",\"id\":\"none\"},"
                            + "{\"type\":\"client\",\"id\":\"x\"}]}");
            JsonNode items = answer.path("items");
            assertThat(items.at("/0/acl").toString())
                    .isEqualTo(("{'own':[{'effect':'deny','to':'user:$eq','rights':['*'],"
                                    + "'expiresAt':{'$date':'2999-01-01T00:00:00.000Z'}}],"
                                    + "'inherited':[{'effect':'allow','to':'role:staff#" + created
                                    + "','rights':['read']}]}")
                            .replace('\'', '"'));
            assertThat(items.at("/1/resource/id").asString()).isEqualTo("none");
            assertThat(items.path(1).has("acl")).isFalse();
            assertThat(items.path(2).has("acl")).isTrue();
            assertThat(answer.path("revision").asString()).startsWith("r");
        }

        @Test
        void listsWhenForAnotherDatabaseThenTimesAsText() {
            assertThat(admin.answer(
                                    "/access/v1/filter/lists?format=tree",
                                    "{\"resources\":[{\"type\":\"doc\",\"id\":\"2\"}]}")
                            .at("/items/0/acl/own/0/expiresAt")
                            .asString())
                    .isEqualTo("2999-01-01T00:00:00.000Z");
        }

        @Test
        void listsWhenThereAreAThousandThenAnsweredAndOneMoreIsRefused() {
            String thousand = IntStream.range(0, 1_000)
                    .mapToObj(i -> "{\"type\":\"doc\",\"id\":\"" + i + "\"}")
                    .collect(Collectors.joining(","));
            assertThat(admin.answer(LISTS, "{\"resources\":[" + thousand + "]}").path("items"))
                    .hasSize(1_000);
            HttpResponse<String> refused =
                    admin.post(LISTS, "{\"resources\":[" + thousand + ",{\"type\":\"doc\",\"id\":\"x\"}]}");
            assertProblem(refused, 400, "too-many-resources");
            assertThat(refused.body()).contains("1000");
            assertProblem(admin.post(LISTS, "{\"resources\":[]}"), 400, "too-many-resources");
        }

        @Test
        void listsWhenTheyHaveTooManyEntriesThenTheLimitIsNamed() {
            Decisions.make(SERVER, "system", new Change.ObjectPut(doc("long"), null, true));
            Decisions.make(
                    SERVER,
                    "system",
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> allow(doc("long"), "user:u" + i, Right.READ))
                            .toArray(Change[]::new));
            String hundred = String.join(",", Collections.nCopies(100, "{\"type\":\"doc\",\"id\":\"long\"}"));
            assertThat(admin.post(LISTS, "{\"resources\":[" + hundred + "]}").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused =
                    admin.post(LISTS, "{\"resources\":[" + hundred + ",{\"type\":\"doc\",\"id\":\"2\"}]}");
            assertProblem(refused, 400, "lists-too-long");
            assertThat(refused.body()).contains("100000");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}|#/resources",
                    "{\"resources\":[{\"type\":\"no type\",\"id\":\"1\"}]}|#/resources/0/id",
                    "{\"resources\":[{\"type\":\"doc\"}]}|#/resources/0/id",
                    "{\"resources\":[7]}|#/resources/0"
                })
        void listsWhenAnObjectIsWrittenWronglyThenItIsNamed(String body, String pointer) {
            HttpResponse<String> answer = admin.post(LISTS, body);
            assertProblem(answer, 400, "invalid-members");
            assertThat(TestServer.json(answer).at("/errors/0/pointer").asString())
                    .isEqualTo(pointer);
        }
    }

    @Test
    void filtersWhenAnsweredThenOnRecordWithTheQuestion() {
        SERVER.trail().clear();
        admin.answer(FILTER, wish("user", "alice", "read", "doc"));
        assertThat(SERVER.trail().events()).singleElement().satisfies(event -> {
            assertThat(event.action()).isEqualTo("access.filtered");
            assertThat(event.facts())
                    .containsEntry("access.question", "filter of user:alice read doc")
                    .containsKey("access.revision");
        });
    }
}
