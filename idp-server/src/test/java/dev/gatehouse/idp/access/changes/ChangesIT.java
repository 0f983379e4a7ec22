package dev.gatehouse.idp.access.changes;

import static dev.gatehouse.idp.access.decisions.Decisions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.RelyingParty;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /access/v1/changes}. */
class ChangesIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String CHANGES = "/access/v1/changes";
    private static final String EVALUATION = "/access/v1/evaluation";

    private static Decisions admin;
    private static Decisions app;
    private static String appId;

    @BeforeAll
    static void makeModel() {
        admin = Decisions.withToken(SERVER, SERVER.adminToken());
        RelyingParty client =
                RelyingParty.confidential(SERVER, builder -> builder.grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)));
        appId = client.id();
        app = Decisions.withSecret(SERVER, appId, RelyingParty.SECRET);
        revision(admin.post(
                CHANGES,
                batch(
                        "{'change':'object-type.define','type':'folder','rights':[],'parents':['folder']}",
                        "{'change':'object-type.define','type':'doc','rights':['sign'],'parents':['folder','doc']}",
                        "{'change':'object.put','object':'folder:f'}",
                        "{'change':'object.put','object':'doc:1','parent':'folder:f','inherit':true}",
                        "{'change':'role.create','role':'ops'}",
                        "{'change':'role.create','role':'dev'}")));
    }

    @BeforeEach
    void forget() {
        SERVER.trail().clear();
    }

    private static String batch(String... changes) {
        return ("{'changes':[" + String.join(",", changes) + "]}").replace('\'', '"');
    }

    private static String revision(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode json = TestServer.json(answer);
        assertThat(json.propertyNames()).containsExactly("revision");
        return json.path("revision").asString();
    }

    private static boolean may(String user, String right, String doc, String revision) {
        String question = """
                {"subject":{"type":"user","id":"%s"},"action":{"name":"%s"},"resource":{"type":"doc","id":"%s"},
                 "context":{"revision":"%s"}}""".formatted(user, right, doc, revision);
        return admin.answer(EVALUATION, question).path("decision").asBoolean();
    }

    private static HttpResponse<String> withKey(Decisions caller, String key, String body) {
        return caller.send(SERVER.request(CHANGES)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static List<Change> logged() {
        return SERVER.bean(StoredAccessLog.class).read(WorkspaceId.SYSTEM, 0, Integer.MAX_VALUE).stream()
                .map(LogRecord::changes)
                .flatMap(List::stream)
                .toList();
    }

    @Nested
    class Making {

        @Test
        void changesWhenEachKindIsUsedThenTheNextCheckThatCarriesTheRevisionSeesIt() {
            String given = revision(admin.post(
                    CHANGES,
                    batch(
                            "{'change':'member.add','role':'ops','member':'user:alice'}",
                            "{'change':'member.add','role':'ops','member':'role:dev'}",
                            "{'change':'member.add','role':'dev','member':'user:dora'}",
                            "{'change':'entry.add','object':'folder:f','effect':'allow','to':'role:ops','rights':['*']}",
                            "{'change':'entry.add','object':'doc:1','effect':'deny','to':'user:dora','rights':['sign'],"
                                    + "'expiresAt':'2999-01-01T00:00:00+01:00'}")));
            assertThat(may("alice", "sign", "1", given)).isTrue();
            assertThat(may("dora", "read", "1", given)).isTrue();
            assertThat(may("dora", "sign", "1", given)).isFalse();
            String taken = revision(admin.post(
                    CHANGES,
                    batch(
                            "{'change':'entry.remove','object':'doc:1','effect':'deny','to':'user:dora',"
                                    + "'rights':['sign'],'expiresAt':'2998-12-31T23:00:00Z'}",
                            "{'change':'member.remove','role':'ops','member':'user:alice'}")));
            assertThat(may("alice", "read", "1", taken)).isFalse();
            assertThat(may("dora", "sign", "1", taken)).isTrue();
            String gone = revision(admin.post(
                    CHANGES,
                    batch("{'change':'role.delete','role':'dev'}", "{'change':'object.delete','object':'doc:1'}")));
            assertThat(may("dora", "sign", "1", gone)).isFalse();
            revision(admin.post(
                    CHANGES,
                    batch(
                            "{'change':'role.create','role':'dev'}",
                            "{'change':'object.put','object':'doc:1','parent':'folder:f'}")));
        }

        @Test
        void changesWhenItIsTrueAlreadyThenTheSameRevisionAndNoRecordInTheLog() {
            String change = batch("{'change':'role.create','role':'there'}");
            String first = revision(admin.post(CHANGES, change));
            int before = logged().size();
            assertThat(revision(admin.post(CHANGES, change))).isEqualTo(first);
            assertThat(logged()).hasSize(before);
        }

        @Test
        void changesWhenOneCannotBeMadeThenNone() {
            int before = logged().size();
            HttpResponse<String> answer = admin.post(
                    CHANGES,
                    batch(
                            "{'change':'role.create','role':'half'}",
                            "{'change':'member.add','role':'half','member':'role:nobody-made-this'}"));
            assertProblem(answer, 409, "unknown-role");
            assertThat(TestServer.json(answer)
                            .path("errors")
                            .path(0)
                            .path("pointer")
                            .asString())
                    .isEqualTo("#/changes/1");
            assertThat(logged()).hasSize(before);
        }

        @Test
        void changesWhenThereAreAThousandThenMadeAndOneMoreIsRefusedByName() {
            String thousand = IntStream.range(0, 1_000)
                    .mapToObj(i -> "{'change':'member.add','role':'ops','member':'user:many" + i + "'}")
                    .collect(Collectors.joining(","));
            revision(admin.post(CHANGES, batch(thousand)));
            HttpResponse<String> refused =
                    admin.post(CHANGES, batch(thousand, "{'change':'role.create','role':'one-more'}"));
            assertProblem(refused, 400, "too-many-changes");
            assertThat(refused.body()).contains("1000");
            assertProblem(admin.post(CHANGES, batch()), 400, "too-many-changes");
        }

        @Test
        void changesWhenRecordedThenIntentAndOutcomeWithEachChange() {
            admin.post(
                    CHANGES,
                    batch(
                            "{'change':'role.create','role':'recorded'}",
                            "{'change':'member.add','role':'recorded','member':'user:rita'}"));
            assertThat(SERVER.trail().summary()).containsExactly("access.changed INTENDED", "access.changed SUCCESS");
            assertThat(SERVER.trail().events().getLast().changes())
                    .containsExactly(
                            new FieldChange("role.create", null, "role:recorded", false),
                            new FieldChange("member.add", null, "role:recorded user:rita", false));
        }
    }

    @Nested
    class OnRecord {

        /** A record has a limit; what was changed has none but that of a batch. */
        @Test
        void changesWhenTheirDifferencesAreLongThenAllOfThemAreOnRecord() {
            String[] changes = IntStream.range(0, 600)
                    .mapToObj(i -> "{'change':'object.put','object':'folder:" + i + "x".repeat(480) + "'}")
                    .toArray(String[]::new);
            revision(admin.post(CHANGES, batch(changes)));
            List<ChangeEvent> events = SERVER.trail().events().stream()
                    .map(ChangeEvent.class::cast)
                    .toList();
            assertThat(events.getFirst().outcome()).isEqualTo(Outcome.INTENDED);
            assertThat(events.getLast().action()).isEqualTo("access.changed");
            assertThat(events.getLast().outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(events.subList(1, events.size() - 1))
                    .isNotEmpty()
                    .allSatisfy(part -> assertThat(part.action()).isEqualTo("access.changed-part"));
            assertThat(events.stream().mapToInt(event -> event.changes().size()).sum())
                    .isEqualTo(600);
            assertThat(events.getLast().facts())
                    .containsEntry("change.part", (events.size() - 1) + " of " + (events.size() - 1));
        }
    }

    @Nested
    class Refusing {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "{'change':'member.add','role':'ops','member':'role:ops'}|409|role-cycle",
                    "{'change':'member.add','role':'none','member':'user:x'}|409|unknown-role",
                    "{'change':'object.put','object':'page:1'}|409|unknown-type",
                    "{'change':'object.put','object':'doc:2','parent':'doc:none'}|409|unknown-object",
                    "{'change':'object.put','object':'folder:g','parent':'doc:1'}|409|undeclared-parent",
                    "{'change':'object.put','object':'folder:f','parent':'folder:f'}|409|object-cycle",
                    "{'change':'object.put','object':'client:x'}|409|implied-object",
                    "{'change':'object.delete','object':'folder:f'}|409|object-has-children",
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'user:x','rights':['fly']}|409|unknown-right",
                    "{'change':'object-type.define','type':'client','rights':[],'parents':['doc']}|409|reserved-type",
                    "{'change':'role.create','role':'d'},{'change':'role.create','role':'d'}|409|duplicate-change",
                    "{'change':'role.create','role':'d'},{'change':'role.delete','role':'d'}|409|contradictory-changes"
                })
        void changesWhenTheModelForbidsItThenConflictWithItsCode(String changes, int status, String code) {
            assertProblem(admin.post(CHANGES, batch(changes)), status, code);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "{}|#/changes/0/change required",
                    "7|#/changes/0 wrong-type",
                    "{'change':'role.rename','role':'a'}|#/changes/0/change not-a-choice",
                    "{'change':'role.create'}|#/changes/0/role required",
                    "{'change':'role.create','role':'a/b'}|#/changes/0/role malformed",
                    "{'change':'role.create','role':''}|#/changes/0/role malformed",
                    "{'change':'role.create','role':'\\u0000'}|#/changes/0/role malformed",
                    "{'change':'role.create','role':'\\ud800'}|#/changes/0/role malformed",
                    "{'change':'role.create','role':'x','member':'user:a'}|#/changes/0/member unknown-member",
                    "{'change':'member.add','role':'ops','member':'alice'}|#/changes/0/member malformed",
                    "{'change':'member.add','role':'ops','member':'user:'}|#/changes/0/member malformed",
                    "{'change':'object.put','object':'doc'}|#/changes/0/object malformed",
                    "{'change':'object.put','object':'doc:9','inherit':'yes'}|#/changes/0/inherit wrong-type",
                    "{'change':'entry.add','object':'doc:1','effect':'maybe','to':'user:x','rights':['read']}|#/changes/0/effect not-a-choice",
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'user:x','rights':[]}|#/changes/0/rights malformed",
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'user:x','rights':['*','read']}|#/changes/0/rights not-alone",
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'user:x','rights':['read'],'expiresAt':'soon'}|#/changes/0/expiresAt not-a-time",
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'user:x','rights':['read'],'expiresAt':'2999-01-01T00:00:00.0001Z'}|#/changes/0/expiresAt too-fine",
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'user:x','rights':['read'],'expiresAt':'1969-01-01T00:00:00Z'}|#/changes/0/expiresAt out-of-range"
                })
        void changesWhenOneIsWrittenWronglyThenTheMemberIsNamed(String change, String fault) {
            HttpResponse<String> answer = admin.post(CHANGES, batch(change));
            assertProblem(answer, 400, "invalid-members");
            JsonNode first = TestServer.json(answer).path("errors").path(0);
            assertThat(first.path("pointer").asString() + " "
                            + first.path("code").asString())
                    .isEqualTo(fault);
        }

        @Test
        void changesWhenTheBodyIsTooLongThenRefused() {
            String long1 = batch("{'change':'role.create','role':'" + "x".repeat(1_000) + "'}");
            assertProblem(admin.post(CHANGES, long1), 400, "invalid-members");
            assertThat(admin.post(CHANGES, batch("{'change':'role.create','role':'" + "x".repeat(2 << 20) + "'}"))
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Nested
    class Permission {

        @Test
        void changesWhenTheCallerHoldsNothingThenRefusedAndOnRecord() {
            HttpResponse<String> answer = app.post(CHANGES, batch("{'change':'role.create','role':'mine'}"));
            assertProblem(answer, 403, "not-permitted");
            assertThat(SERVER.trail().summary()).containsExactly("access.changed INTENDED", "access.changed DENIED");
            assertThat(SERVER.trail().events().getLast().reason()).hasValue("not-permitted");
        }

        @Test
        void changesWhenTheModelGivesTheRightThenWithinIt() {
            revision(admin.post(
                    CHANGES,
                    batch("{'change':'entry.add','object':'folder:f','effect':'allow','to':'service:" + appId
                            + "','rights':['update','share','read']}")));
            revision(app.post(CHANGES, batch("{'change':'object.put','object':'doc:app','parent':'folder:f'}")));
            revision(
                    app.post(
                            CHANGES,
                            batch(
                                    "{'change':'entry.add','object':'doc:app','effect':'allow','to':'user:x','rights':['read']}")));
            assertProblem(
                    app.post(
                            CHANGES,
                            batch("{'change':'entry.add','object':'doc:app','effect':'allow','to':'user:x',"
                                    + "'rights':['read','sign']}")),
                    403,
                    "not-permitted");
        }

        @Test
        void changesWhenTheWorkspaceIsAnothersThenRefused() {
            String elsewhere = "{\"workspace\":\"theirs\",\"changes\":[{\"change\":\"role.create\",\"role\":\"r\"}]}";
            assertProblem(app.post(CHANGES, elsewhere), 403, "forbidden");
            assertThat(revision(admin.post(CHANGES, elsewhere))).startsWith("r1.");
        }

        @Test
        void changesWhenARoleOfSystemGetsAMemberFromAWorkspaceThenThereIsNoWayToSayIt() {
            assertProblem(
                    admin.post(
                            CHANGES,
                            "{\"workspace\":\"theirs\",\"changes\":[{\"change\":\"member.add\",\"role\":\"system/admins\","
                                    + "\"member\":\"user:x\"}]}"),
                    400,
                    "invalid-members");
        }
    }

    @Nested
    class Idempotency {

        @Test
        void repeatsWhenTheKeyIsTheSameThenTheSameAnswerAndNothingMore() {
            String body = batch("{'change':'member.add','role':'ops','member':'user:ida'}");
            String first = withKey(admin, "key-1", body).body();
            revision(admin.post(CHANGES, batch("{'change':'member.remove','role':'ops','member':'user:ida'}")));
            int before = logged().size();
            SERVER.trail().clear();
            HttpResponse<String> again = withKey(admin, "key-1", body);
            assertThat(again.body()).isEqualTo(first);
            assertThat(logged()).hasSize(before);
            assertThat(SERVER.trail().events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.facts()).containsEntry("access.repeated", "true"));
        }

        @Test
        void repeatsWhenTheChangesWereRefusedThenRefusedAgain() {
            String body = batch("{'change':'member.add','role':'later','member':'user:x'}");
            assertProblem(withKey(admin, "key-2", body), 409, "unknown-role");
            revision(admin.post(CHANGES, batch("{'change':'role.create','role':'later'}")));
            assertProblem(withKey(admin, "key-2", body), 409, "unknown-role");
            revision(withKey(admin, "key-3", body));
        }

        @Test
        void repeatsWhenTheBodyIsAnotherThenRefused() {
            revision(withKey(admin, "key-4", batch("{'change':'role.create','role':'k4'}")));
            assertProblem(
                    withKey(admin, "key-4", batch("{'change':'role.create','role':'k5'}")),
                    422,
                    "idempotency-key-reused");
        }

        @Test
        void repeatsWhenAnotherCallerUsesTheKeyThenItIsAnotherKey() {
            String body = batch("{'change':'role.create','role':'k6'}");
            revision(withKey(admin, "key-6", body));
            assertProblem(withKey(app, "key-6", body), 403, "not-permitted");
        }

        @Test
        void repeatsWhenTheServerDiedBeforeItAnsweredThenTheLogSaysWhatWasMade() {
            String body = batch("{'change':'role.create','role':'k7'}");
            String given = revision(withKey(admin, "key-7", body));
            unanswer("key-7", body);
            assertThat(revision(withKey(admin, "key-7", body))).isEqualTo(given);
        }

        /** Takes the answer back, as if the server had died before it was kept. */
        private void unanswer(String key, String body) {
            var calls = SERVER.bean(DocumentStore.class).open(IdempotentCall.TYPE);
            String id = IdempotentCalls.Key.of(
                            "service:" + TestServer.BOOTSTRAP_ID, key, "", body.getBytes(StandardCharsets.UTF_8))
                    .id();
            var stored = calls.get(id).orElseThrow();
            IdempotentCall call = stored.value();
            calls.replaceIf(
                    id,
                    stored.version(),
                    new IdempotentCall(call.digest(), call.startedAt(), call.expiresAt(), null, null, null, 0),
                    new ChangeId(stored.change().value()));
        }

        @Test
        void callsWhenManyUseOneKeyAtOnceThenOneRecordInTheLog() throws Exception {
            String body = batch("{'change':'role.create','role':'raced'}");
            long before = logged().size();
            var start = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Integer>> answers = IntStream.range(0, 16)
                        .mapToObj(i -> threads.submit(() -> {
                            start.await();
                            return withKey(admin, "key-raced", body).statusCode();
                        }))
                        .toList();
                start.countDown();
                for (Future<Integer> answer : answers) {
                    assertThat(answer.get()).isIn(200, 409);
                }
            }
            assertThat(logged()).hasSize((int) before + 1);
        }

        @Test
        void callsWhenTheKeyIsNoKeyThenRefused() {
            for (String key : List.of("", "a b", "x".repeat(256))) {
                assertProblem(
                        withKey(admin, key, batch("{'change':'role.create','role':'no'}")),
                        400,
                        "malformed-idempotency-key");
            }
        }
    }
}
