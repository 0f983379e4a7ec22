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
import dev.gatehouse.idp.api.Times;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /access/v1/explain}. */
class ExplainIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String EXPLAIN = "/access/v1/explain";
    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String CHANGES = "/access/v1/changes";

    private static final String ALLOWS_STAFF =
            "{'object':'folder:f','effect':'allow','to':'role:staff','rights':['read']}";

    private static Decisions admin;

    /** May ask about others in {@code acme}, change nothing, and nothing at all in {@code system}. */
    private static Decisions auditor;

    private static String auditorId;

    /** May do everything in {@code acme}. */
    private static Decisions owner;

    /** May nothing. */
    private static Decisions app;

    private static String appId;

    @BeforeAll
    static void makeModel() {
        admin = Decisions.withToken(SERVER, SERVER.adminToken());
        auditorId = clientOfAcme();
        auditor = Decisions.withSecret(SERVER, auditorId, RelyingParty.SECRET);
        appId = clientOfAcme();
        app = Decisions.withSecret(SERVER, appId, RelyingParty.SECRET);
        String ownerId = clientOfAcme();
        owner = Decisions.withSecret(SERVER, ownerId, RelyingParty.SECRET);
        make(
                new Change.ObjectTypeDefined(ObjectType.of("folder", List.of(), List.of("folder"))),
                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("folder"))),
                role("staff"),
                role("board"),
                in("staff", "role:board"),
                in("board", "user:bob"),
                new Change.ObjectPut(ObjectRef.parse("folder:f"), null, true),
                doc("1"),
                allow("folder:f", "role:staff", "read"),
                allow("workspace:acme", "service:" + ownerId, "*"),
                allow("access:decisions", "service:" + auditorId, "read"));
    }

    private static String clientOfAcme() {
        return RelyingParty.confidential(
                        SERVER, builder -> builder.workspace("acme").grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)))
                .id();
    }

    private static String make(Change... changes) {
        return Decisions.make(SERVER, "acme", changes);
    }

    private static Change role(String id) {
        return new Change.RoleCreated(new RoleId(id));
    }

    private static Change in(String role, String member) {
        return new Change.MemberAdded(new RoleId(role), Member.parse(member));
    }

    private static Change out(String role, String member) {
        return new Change.MemberRemoved(new RoleId(role), Member.parse(member));
    }

    private static Change doc(String id) {
        return new Change.ObjectPut(ObjectRef.of("doc", id), ObjectRef.parse("folder:f"), true);
    }

    private static Entry entry(String object, String to, String right) {
        Rights rights = right.equals("*") ? Rights.ALL : Rights.of(new Right(right));
        return Entry.allow(ObjectRef.parse(object), Member.parse(to), rights);
    }

    private static Change allow(String object, String to, String right) {
        return new Change.EntryAdded(entry(object, to, right));
    }

    private static Change deny(String object, String to, String right) {
        return new Change.EntryAdded(
                Entry.deny(ObjectRef.parse(object), Member.parse(to), Rights.of(new Right(right))));
    }

    private static String question(String user, String right, String doc, String more) {
        return """
                {"subject":{"type":"user","id":"%s"},"action":{"name":"%s"},"resource":{"type":"doc","id":"%s"}%s}""".formatted(user, right, doc, more);
    }

    private static String inAcme(String user, String right, String doc) {
        return question(user, right, doc, ",\"context\":{\"workspace\":\"acme\"}");
    }

    private static String withHistory(String user, String doc, int turns) {
        return question(user, "read", doc, ",\"context\":{\"workspace\":\"acme\"},\"history\":" + turns);
    }

    private static JsonNode json(String single) {
        return JsonMapper.shared().readTree(single.replace('\'', '"'));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static boolean decides(Decisions caller, String question) {
        return caller.answer(EVALUATION, question).path("decision").asBoolean();
    }

    @Nested
    class Explaining {

        @Test
        void explainsWhenAllowedThenTheEntryAndTheRolesAndParentsThatLeadToIt() {
            JsonNode answer = auditor.answer(EXPLAIN, inAcme("bob", "read", "1"));
            assertThat(answer.propertyNames()).containsExactly("decision", "context", "grounds");
            assertThat(answer.path("decision").asBoolean()).isTrue();
            assertThat(answer.path("context").propertyNames()).containsExactly("revision");
            JsonNode ground = answer.path("grounds").path(0);
            assertThat(ground.path("entry")).isEqualTo(json(ALLOWS_STAFF));
            assertThat(texts(ground.path("way"))).containsExactly("user:bob", "role:board", "role:staff");
            assertThat(texts(ground.path("path"))).containsExactly("doc:1", "folder:f");
        }

        @Test
        void explainsWhenEntriesDenyThenEachOfThem() {
            make(
                    doc("denied"),
                    deny("doc:denied", "role:board", "read"),
                    new Change.EntryAdded(
                            Entry.deny(ObjectRef.of("doc", "denied"), Member.parse("user:bob"), Rights.ALL)
                                    .until(Instant.parse("2999-01-01T00:00:00Z"))));
            JsonNode answer = auditor.answer(EXPLAIN, inAcme("bob", "read", "denied"));
            assertThat(answer.path("decision").asBoolean()).isFalse();
            assertThat(answer.path("context").path("reason").asString()).isEqualTo("entry-denies");
            assertThat(answer.path("grounds").size()).isEqualTo(2);
            assertThat(answer.path("grounds").path(0).path("entry"))
                    .isEqualTo(json("{'object':'doc:denied','effect':'deny','to':'user:bob','rights':['*'],"
                            + "'expiresAt':'2999-01-01T00:00:00Z'}"));
            assertThat(texts(answer.path("grounds").path(1).path("way"))).containsExactly("user:bob", "role:board");
            assertThat(answer.path("moreGrounds").isBoolean()).isTrue();
            assertThat(answer.path("moreGrounds").asBoolean()).isFalse();
        }

        @Test
        void explainsWhenAskedThenTheDecisionOfTheEvaluation() {
            for (String question : List.of(inAcme("bob", "read", "1"), inAcme("x", "sign", "1"))) {
                JsonNode evaluated = auditor.answer(EVALUATION, question);
                JsonNode explained = auditor.answer(EXPLAIN, question);
                assertThat(explained.path("decision")).isEqualTo(evaluated.path("decision"));
                assertThat(explained.path("context")).isEqualTo(evaluated.path("context"));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "robot, r, read, doc, 1, unknown-subject-type",
            "user, '', read, doc, 1, unknown-subject",
            "user, bob, read, page, 1, unknown-object-type",
            "user, bob, fly, doc, 1, unknown-right",
            "user, bob, read, doc, none, unknown-object"
        })
        void explainsWhenSomethingIsUnknownThenTheReasonAndNoRepairs(
                String type, String id, String right, String of, String object, String reason) {
            JsonNode answer = owner.answer(EXPLAIN, """
                    {"subject":{"type":"%s","id":"%s"},"action":{"name":"%s"},"resource":{"type":"%s","id":"%s"},
                     "history":5}""".formatted(type, id, right, of, object));
            assertThat(answer.path("decision").asBoolean(true)).isFalse();
            assertThat(answer.path("context").path("reason").asString()).isEqualTo(reason);
            assertThat(answer.path("grounds")).isEmpty();
            assertThat(answer.path("repairs").isArray()).isTrue();
            assertThat(answer.path("repairs")).isEmpty();
            assertThat(answer.path("moreRepairs").asBoolean(true)).isFalse();
            assertThat(answer.path("history")).isEqualTo(json("{'turns':[],'complete':true}"));
        }

        @Test
        void explainsWhenItIsAboutThePastThenAsItWasAndWithoutRepairs() {
            String before = make(doc("past"), allow("doc:past", "user:paula", "read"));
            String after = make(deny("doc:past", "user:paula", "read"));
            String asked = question("paula", "read", "past", ",\"context\":{\"workspace\":\"acme\",\"at\":\"%s\"}");
            JsonNode then = admin.answer(EXPLAIN, asked.formatted(before));
            assertThat(then.path("decision").asBoolean()).isTrue();
            assertThat(then.path("context").path("revision").asString()).isEqualTo(before);
            assertThat(then.path("grounds").path(0).path("entry").path("to").asString())
                    .isEqualTo("user:paula");
            JsonNode later = admin.answer(EXPLAIN, asked.formatted(after));
            assertThat(later.propertyNames()).containsExactly("decision", "context", "grounds", "moreGrounds");
            assertThat(later.path("context").path("reason").asString()).isEqualTo("entry-denies");
        }
    }

    @Nested
    class Repairing {

        @Test
        void repairsWhenTheirChangesAreMadeThenTheEvaluationFlips() {
            make(
                    doc("broken"),
                    deny("doc:broken", "user:rita", "read"),
                    deny("workspace:acme", "user:rita", "read"),
                    role("helpers"));
            Decisions.make(SERVER, "system", deny("workspace:system", "user:rita", "read"));
            JsonNode answer = admin.answer(EXPLAIN, inAcme("rita", "read", "broken"));
            assertThat(answer.path("grounds").size()).isEqualTo(3);
            JsonNode repair = answer.path("repairs").path(0);
            assertThat(repair.path("gained").asLong()).isPositive();
            assertThat(repair.path("counted").asBoolean()).isTrue();
            List<String> workspaces = new ArrayList<>();
            repair.path("batches").forEach(batch -> {
                assertThat(decides(admin, inAcme("rita", "read", "broken"))).isFalse();
                workspaces.add(batch.path("workspace").asString());
                HttpResponse<String> made = admin.post(CHANGES, batch.toString());
                assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            });
            assertThat(workspaces).containsExactly("system", "acme");
            assertThat(decides(admin, inAcme("rita", "read", "broken"))).isTrue();
        }

        @Test
        void repairsWhenTheAskerMayNotMakeThemThenNeitherShownNorHintedAt() {
            make(doc("closed"), deny("doc:closed", "user:carl", "read"));
            for (String right : List.of("read", "sign")) {
                JsonNode answer = auditor.answer(EXPLAIN, inAcme("carl", right, "closed"));
                assertThat(answer.path("decision").asBoolean(true)).isFalse();
                assertThat(answer.path("repairs").isArray()).isTrue();
                assertThat(answer.path("repairs")).isEmpty();
                assertThat(answer.path("moreRepairs").asBoolean(true)).isFalse();
                assertThat(owner.answer(EXPLAIN, inAcme("carl", right, "closed"))
                                .path("repairs"))
                        .isNotEmpty();
            }
        }

        @Test
        void repairsWhenOneIsOfSystemThenOnlyForWhoMayMakeItThere() {
            make(doc("above"), allow("doc:above", "user:sid", "read"));
            Decisions.make(SERVER, "system", deny("workspace:system", "user:sid", "read"));
            JsonNode ofOwner = owner.answer(EXPLAIN, inAcme("sid", "read", "above"));
            assertThat(ofOwner.path("context").path("reason").asString()).isEqualTo("entry-denies");
            assertThat(ofOwner.path("repairs")).isEmpty();
            assertThat(ofOwner.path("moreRepairs").asBoolean(true)).isFalse();
            String visitor = clientOfAcme();
            make(allow("workspace:acme", "service:" + visitor, "*"));
            Decisions.make(SERVER, "system", allow("workspace:system", "service:" + visitor, "read"));
            assertThat(Decisions.withSecret(SERVER, visitor, RelyingParty.SECRET)
                            .answer(EXPLAIN, inAcme("sid", "read", "above"))
                            .path("repairs"))
                    .isEmpty();
            JsonNode ofAdmin = admin.answer(EXPLAIN, inAcme("sid", "read", "above"));
            assertThat(ofAdmin.path("repairs").path(0).path("batches"))
                    .isEqualTo(json("[{'workspace':'system','changes':[{'change':'entry.remove',"
                            + "'object':'workspace:system','effect':'deny','to':'user:sid','rights':['read']}]}]"));
        }

        @Test
        void repairsWhenTheAskerHoldsTheRightsInSystemButDoesNotBelongToItThenNone() {
            make(doc("outside"), allow("doc:outside", "user:otto", "read"));
            String of = clientOfAcme();
            make(allow("access:decisions", "service:" + of, "read"));
            Decisions.make(
                    SERVER,
                    "system",
                    deny("workspace:system", "user:otto", "delete"),
                    allow("workspace:system", "service:" + of, "share"),
                    allow("workspace:system", "service:" + of, "delete"));
            make(allow("doc:outside", "user:otto", "delete"));
            Decisions asker = Decisions.withSecret(SERVER, of, RelyingParty.SECRET);
            JsonNode answer = asker.answer(EXPLAIN, inAcme("otto", "delete", "outside"));
            assertThat(answer.path("repairs").isArray()).isTrue();
            assertThat(answer.path("repairs")).isEmpty();
            Decisions.make(SERVER, "system", allow("workspace:system", "service:" + of, "read"));
            assertThat(asker.answer(EXPLAIN, inAcme("otto", "delete", "outside"))
                            .path("repairs"))
                    .isNotEmpty();
        }
    }

    @Nested
    class Asking {

        @Test
        void asksWhenTheCallerMayNotAskAboutOthersThenRefusedEvenAboutItself() {
            String itself = """
                    {"subject":{"type":"service","id":"%s"},"action":{"name":"read"},
                     "resource":{"type":"doc","id":"1"}}""".formatted(appId);
            assertThat(app.answer(EVALUATION, itself).path("decision").asBoolean(true))
                    .isFalse();
            assertProblem(app.post(EXPLAIN, itself), 403, "forbidden");
            assertProblem(app.post(EXPLAIN, inAcme("bob", "read", "1")), 403, "forbidden");
        }

        @Test
        void asksWhenTheWorkspaceIsAnotherThenRefused() {
            String there = question("bob", "read", "1", ",\"context\":{\"workspace\":\"system\"}");
            assertProblem(auditor.post(EXPLAIN, there), 403, "forbidden");
        }

        @ParameterizedTest
        @ValueSource(strings = {"101", "-1", "\"5\"", "1.5", "true", "[]"})
        void asksWhenTheHistoryIsNoNumberOfTurnsThenRefused(String history) {
            assertProblem(
                    auditor.post(EXPLAIN, question("bob", "read", "1", ",\"history\":" + history)),
                    400,
                    "invalid-members");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"subject\":{\"type\":\"user\",\"id\":\"a\"},\"action\":{\"name\":\"read\"}}",
                    "{\"subject\":\"user:a\",\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"doc\",\"id\":\"1\"}}"
                })
        void asksWhenAPartIsMissingOrOfAnotherTypeThenRefused(String body) {
            assertProblem(auditor.post(EXPLAIN, body), 400, "invalid-members");
        }

        @Test
        void asksWhenTheRevisionIsUnknownThenRefused() {
            assertProblem(
                    auditor.post(EXPLAIN, question("bob", "read", "1", ",\"context\":{\"at\":\"rzzzz.zzzz\"}")),
                    400,
                    "REVISION_UNKNOWN");
        }

        @Test
        void asksWhenThereAreUnknownMembersThenTheyDecideNothing() {
            assertThat(auditor.post(EXPLAIN, question("bob", "read", "1", ",\"else\":{\"a\":[1]}"))
                            .body())
                    .isEqualTo(auditor.post(EXPLAIN, question("bob", "read", "1", ""))
                            .body());
        }

        @Test
        void asksWhenAnsweredThenOneRecordOfWhatWasAskedAndDecided() {
            SERVER.trail().clear();
            auditor.answer(EXPLAIN, withHistory("bob", "1", 3));
            assertThat(SERVER.trail().events()).hasSize(1);
            ApiEvent event = (ApiEvent) SERVER.trail().events().getFirst();
            assertThat(event.action()).isEqualTo("access.explained");
            assertThat(event.facts())
                    .containsEntry("access.question", "user:bob read doc:1")
                    .containsEntry("access.decision", "allowed")
                    .containsEntry("access.turns", "1")
                    .containsKey("access.revision");
        }
    }

    @Nested
    class LookingBack {

        @Test
        void looksBackWhenAMemberWasRemovedThenTheChangesThatGaveAndTook() {
            make(doc("h1"));
            HttpResponse<String> given = owner.post(
                    CHANGES,
                    "{\"changes\":[{\"change\":\"member.add\",\"role\":\"staff\",\"member\":\"user:hanna\"}]}");
            make(in("staff", "user:other"));
            owner.post(
                    CHANGES,
                    "{\"changes\":[{\"change\":\"member.remove\",\"role\":\"staff\",\"member\":\"user:hanna\"}]}");
            JsonNode history =
                    auditor.answer(EXPLAIN, withHistory("hanna", "h1", 100)).path("history");
            assertThat(history.path("complete").asBoolean()).isTrue();
            assertThat(history.has("since")).isFalse();
            assertThat(history.path("turns").size()).isEqualTo(2);
            JsonNode taken = history.path("turns").path(0);
            assertThat(taken.propertyNames())
                    .containsExactly(
                            "decision", "reason", "revision", "time", "workspace", "actor", "eventId", "changes");
            assertThat(taken.path("decision").asBoolean(true)).isFalse();
            assertThat(taken.path("reason").asString()).isEqualTo("nothing-allows");
            assertThat(taken.path("workspace").asString()).isEqualTo("acme");
            assertThat(taken.path("actor").asString()).startsWith("service:");
            assertThat(admin.send(SERVER.request("/api/v1/audit?action=access.changed&limit=200"))
                            .body())
                    .contains("\"id\":\"" + taken.path("eventId").asString() + "\"");
            assertThat(taken.path("changes"))
                    .isEqualTo(json("[{'change':'member.remove','role':'staff','member':'user:hanna'}]"));
            JsonNode gave = history.path("turns").path(1);
            assertThat(gave.path("decision").asBoolean()).isTrue();
            assertThat(gave.has("reason")).isFalse();
            assertThat(gave.path("revision")).isEqualTo(TestServer.json(given).path("revision"));
        }

        @Test
        void looksBackWhenFewerTurnsAreWantedThenTheNewestAndWhereToGoOn() {
            make(doc("h2"));
            make(in("staff", "user:hugo"));
            make(out("staff", "user:hugo"));
            make(in("staff", "user:hugo"));
            List<Boolean> decisions = new ArrayList<>();
            String at = "";
            JsonNode history;
            do {
                String context = ",\"context\":{\"workspace\":\"acme\"" + at + "},\"history\":1";
                history = auditor.answer(EXPLAIN, question("hugo", "read", "h2", context))
                        .path("history");
                history.path("turns")
                        .forEach(turn -> decisions.add(turn.path("decision").asBoolean()));
                assertThat(history.path("since").has("revision"))
                        .isEqualTo(!history.path("complete").asBoolean());
                at = ",\"at\":\"" + history.path("since").path("time").asString("") + "\"";
            } while (!history.path("complete").asBoolean());
            assertThat(decisions).containsExactly(true, false, true);
        }

        @Test
        void looksBackWhenNoneIsWantedThenThereIsNone() {
            assertThat(auditor.answer(EXPLAIN, withHistory("bob", "1", 0)).has("history"))
                    .isFalse();
        }

        @Test
        void looksBackWhenSystemChangedThenShownToWhoMayAskAboutOthersThere() {
            make(doc("h3"));
            Decisions.make(SERVER, "system", role("support"), in("support", "user:sven"));
            make(in("staff", "role:system/support"));
            // What two logs say of one millisecond happens together, and would be no turn.
            SERVER.clock().advance(Duration.ofSeconds(1));
            Decisions.make(SERVER, "system", out("support", "user:sven"));
            JsonNode seen = admin.answer(EXPLAIN, withHistory("sven", "h3", 1))
                    .path("history")
                    .path("turns")
                    .path(0);
            assertThat(seen.path("workspace").asString()).isEqualTo("system");
            assertThat(seen.path("changes"))
                    .isEqualTo(json("[{'change':'member.remove','role':'support','member':'user:sven'}]"));
            for (Decisions caller : List.of(auditor, owner)) {
                JsonNode hidden = caller.answer(EXPLAIN, withHistory("sven", "h3", 1))
                        .path("history")
                        .path("turns")
                        .path(0);
                assertThat(hidden.propertyNames())
                        .containsExactly("decision", "reason", "revision", "time", "workspace");
                assertThat(hidden.path("revision")).isEqualTo(seen.path("revision"));
                assertThat(hidden.path("time")).isEqualTo(seen.path("time"));
                assertThat(hidden.path("workspace").asString()).isEqualTo("system");
            }
        }

        @Test
        void looksBackWhenAnEntryExpiredThenItAndItsEnd() {
            Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(300);
            make(
                    doc("h4"),
                    new Change.EntryAdded(entry("doc:h4", "user:erna", "read").until(end)));
            Decisions.make(
                    SERVER,
                    "system",
                    new Change.EntryAdded(
                            entry("workspace:system", "user:erik", "read").until(end)));
            Awaitility.await().until(() -> !decides(auditor, inAcme("erna", "read", "h4")));
            JsonNode history =
                    auditor.answer(EXPLAIN, withHistory("erna", "h4", 5)).path("history");
            JsonNode turn = history.path("turns").path(0);
            assertThat(turn.propertyNames())
                    .containsExactly("decision", "reason", "revision", "time", "workspace", "expired");
            assertThat(turn.path("time").asString()).isEqualTo(Times.text(end));
            assertThat(turn.path("expired"))
                    .isEqualTo(json("[{'object':'doc:h4','effect':'allow','to':'user:erna','rights':['read'],"
                            + "'expiresAt':'" + end + "'}]"));
            assertThat(history.path("turns").path(1).path("changes").size()).isEqualTo(2);
            assertThat(auditor.answer(EXPLAIN, withHistory("erik", "h4", 1))
                            .path("history")
                            .path("turns")
                            .path(0)
                            .propertyNames())
                    .containsExactly("decision", "reason", "revision", "time", "workspace");
        }

        @Test
        void looksBackWhenAskedAboutThePastThenNothingThatCameLater() {
            String then = make(doc("h5"), allow("doc:h5", "user:pia", "read"));
            make(deny("doc:h5", "user:pia", "read"));
            JsonNode history = auditor.answer(
                            EXPLAIN,
                            question("pia", "read", "h5", ",\"context\":{\"at\":\"" + then + "\"},\"history\":9"))
                    .path("history");
            assertThat(history.path("turns").size()).isEqualTo(1);
            assertThat(history.path("turns").path(0).path("revision").asString())
                    .isEqualTo(then);
        }
    }
}
