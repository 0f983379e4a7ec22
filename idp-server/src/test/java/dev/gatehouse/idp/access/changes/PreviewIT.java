package dev.gatehouse.idp.access.changes;

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
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /access/v1/preview}, and {@code POST /access/v1/changes} with the digest that it gave. */
class PreviewIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String PREVIEW = "/access/v1/preview";
    private static final String CHANGES = "/access/v1/changes";
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static Decisions admin;
    private static Decisions reader;
    private static Decisions app;

    @BeforeAll
    static void makeModel() {
        admin = Decisions.withToken(SERVER, SERVER.adminToken());
        RelyingParty mayRead = client();
        reader = Decisions.withSecret(SERVER, mayRead.id(), RelyingParty.SECRET);
        app = Decisions.withSecret(SERVER, client().id(), RelyingParty.SECRET);
        Decisions.make(
                SERVER,
                "system",
                new Change.EntryAdded(Entry.allow(
                        ObjectRef.of("access", "decisions"),
                        Member.parse("service:" + mayRead.id()),
                        Rights.of(Right.READ))),
                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("doc"))),
                new Change.RoleCreated(new RoleId("staff")),
                new Change.ObjectPut(ObjectRef.of("doc", "1"), null, true),
                new Change.ObjectPut(ObjectRef.of("doc", "2"), ObjectRef.of("doc", "1"), true),
                new Change.EntryAdded(Entry.allow(
                        ObjectRef.of("doc", "1"),
                        Member.parse("role:staff"),
                        Rights.of(Right.READ, new Right("sign")))));
    }

    private static RelyingParty client() {
        return RelyingParty.confidential(SERVER, builder -> builder.grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)));
    }

    /** Somebody new joins {@code staff}. */
    private static String joins() {
        return join("new" + NAMES.incrementAndGet());
    }

    private static String join(String user) {
        return "{'change':'member.add','role':'staff','member':'user:" + user + "'}";
    }

    private static String body(String changes) {
        return body(changes, "");
    }

    private static String body(String changes, String more) {
        return ("{'changes':[" + changes + "]" + more + "}").replace('\'', '"');
    }

    private static String digest(String changes) {
        return admin.answer(PREVIEW, body(changes)).path("digest").asString();
    }

    private static HttpResponse<String> commit(Decisions caller, String ifMatch, String changes, String... headers) {
        HttpRequest.Builder request = SERVER.request(CHANGES)
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .POST(BodyPublishers.ofString(body(changes)));
        return caller.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static boolean isStaff(String user) {
        return admin.answer("/access/v1/evaluation", """
                {"subject":{"type":"user","id":"%s"},"action":{"name":"sign"},"resource":{"type":"doc","id":"2"}}
                """.formatted(user))
                .path("decision")
                .asBoolean();
    }

    @Nested
    class Showing {

        @Test
        void previewsWhenSomebodyJoinsARoleThenWhatTheyGainAndNothingIsChanged() {
            JsonNode shown = admin.answer(PREVIEW, body(join("gina")));
            assertThat(shown.path("complete").asBoolean()).isTrue();
            assertThat(shown.path("gained").asInt()).isEqualTo(4);
            assertThat(shown.path("lost").asInt()).isZero();
            assertThat(shown.path("permitted").asBoolean()).isTrue();
            assertThat(shown.path("elsewhere").asBoolean()).isTrue();
            assertThat(shown.path("digest").asString())
                    .startsWith(shown.path("revision").asString() + "~");
            assertThat(shown.path("next").isNull()).isTrue();
            assertThat(shown.path("items").valueStream().map(JsonNode::toString))
                    .containsExactlyInAnyOrder(
                            gained("gina", "read", "1"),
                            gained("gina", "read", "2"),
                            gained("gina", "sign", "1"),
                            gained("gina", "sign", "2"));
            assertThat(isStaff("gina")).isFalse();
        }

        private static String gained(String user, String right, String doc) {
            return ("{'shift':'gained','subject':{'type':'user','id':'" + user + "'},'right':'" + right
                            + "','resource':{'type':'doc','id':'" + doc + "'}}")
                    .replace('\'', '"');
        }

        @Test
        void previewsWhenAllOthersGainThenTheyAreOneSubjectWithoutAnId() {
            String allow =
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'everyone','rights':['delete']}";
            JsonNode shown = admin.answer(PREVIEW, body(allow));
            assertThat(shown.path("items")
                            .valueStream()
                            .map(item -> item.path("subject").toString()))
                    .contains("{\"type\":\"everyone\"}");
        }

        @Test
        void previewsWhenTheCallerMayNotMakeItThenShownAndSaidSo() {
            JsonNode shown = reader.answer(PREVIEW, body(joins() + "," + joins()));
            assertThat(shown.path("gained").asInt()).isEqualTo(8);
            assertThat(shown.path("permitted").asBoolean()).isFalse();
            JsonNode why = shown.path("errors").path(0);
            assertThat(why.path("pointer").asString()).isEqualTo("#/changes/0");
            assertThat(why.path("code").asString()).isEqualTo("not-permitted");
            assertThat(why.path("detail").asString()).contains("share");
        }

        @Test
        void previewsWhenShownThenOnRecordWithCountsAndDigest() {
            SERVER.trail().clear();
            String digest = digest(joins());
            assertThat(SERVER.trail().events()).singleElement().satisfies(event -> {
                assertThat(event.action()).isEqualTo("access.previewed");
                assertThat(event.facts()).containsEntry("access.gained", "4").containsEntry("access.preview", digest);
            });
        }
    }

    @Nested
    class Refusing {

        @Test
        void previewsWhenTheCallerMayNotAskAboutOthersThenForbidden() {
            HttpResponse<String> answer = app.post(PREVIEW, body(joins()));
            assertProblem(answer, 403, "forbidden");
            assertThat(TestServer.json(answer).path("object").asString()).isEqualTo("access:decisions");
        }

        @Test
        void previewsWhenTheWorkspaceIsAnothersThenForbidden() {
            assertProblem(reader.post(PREVIEW, body(joins(), ",'workspace':'theirs'")), 403, "forbidden");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "{'change':'member.add','role':'none','member':'user:x'}|409|unknown-role",
                    "{'change':'object.put','object':'page:1'}|409|unknown-type",
                    "{'change':'object.put','object':'doc:9','parent':'doc:none'}|409|unknown-object",
                    "{'change':'entry.add','object':'doc:1','effect':'allow','to':'user:x','rights':['fly']}|409|unknown-right",
                    "{'change':'role.rename'}|400|invalid-members",
                    "|400|too-many-changes"
                })
        void previewsWhenItCannotBeMadeThenAsChangesAre(String changes, int status, String code) {
            String body = body(changes == null ? "" : changes);
            HttpResponse<String> answer = admin.post(PREVIEW, body);
            assertProblem(answer, status, code);
            HttpResponse<String> made = admin.post(CHANGES, body);
            assertProblem(made, status, code);
            assertThat(TestServer.json(answer).path("errors"))
                    .isEqualTo(TestServer.json(made).path("errors"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"'limit':0", "'limit':1001", "'limit':'1'", "'cursor':7", "'page':{}"})
        void previewsWhenThePageIsWrittenWronglyThenTheMemberIsNamed(String member) {
            assertProblem(admin.post(PREVIEW, body(joins(), "," + member)), 400, "invalid-members");
        }
    }

    @Nested
    class Pages {

        @Test
        void previewsWhenThereAreMoreThenTheSamePreviewPageByPage() {
            String changes = joins() + "," + joins();
            JsonNode whole = admin.answer(PREVIEW, body(changes));
            JsonNode page = admin.answer(PREVIEW, body(changes, ",'limit':3"));
            List<JsonNode> items =
                    new ArrayList<>(page.path("items").valueStream().toList());
            String other = joins();
            admin.answer(CHANGES, body(other));
            while (!page.path("next").isNull()) {
                JsonNode next = admin.answer(
                        PREVIEW,
                        body(
                                changes,
                                ",'limit':3,'cursor':'" + page.path("next").asString() + "'"));
                assertThat(next.path("digest")).isEqualTo(page.path("digest"));
                assertThat(next.path("time")).isEqualTo(page.path("time"));
                next.path("items").forEach(items::add);
                page = next;
            }
            assertThat(items)
                    .hasSize(8)
                    .isEqualTo(whole.path("items").valueStream().toList());
        }

        @Test
        void previewsWhenTheCursorIsOfAnotherPreviewOrChangedThenRefused() {
            String changes = joins();
            String cursor = admin.answer(PREVIEW, body(changes, ",'limit':1"))
                    .path("next")
                    .asString();
            admin.answer(PREVIEW, body(changes, ",'cursor':'" + cursor + "'"));
            for (String wrong : List.of("x" + cursor, cursor + "x", cursor.replace('.', '-'), "", "a.b")) {
                assertProblem(admin.post(PREVIEW, body(changes, ",'cursor':'" + wrong + "'")), 400, "invalid-cursor");
            }
            assertProblem(admin.post(PREVIEW, body(joins(), ",'cursor':'" + cursor + "'")), 400, "invalid-cursor");
            assertProblem(app.post(PREVIEW, body(changes, ",'cursor':'" + cursor + "'")), 403, "forbidden");
        }
    }

    @Nested
    class Limits {

        private final FollowedEngine engine = SERVER.bean(FollowedEngine.class);
        private final AccessView view =
                ((dev.gatehouse.idp.access.log.FreshView.Reached) engine.view(WorkspaceId.SYSTEM)).view();

        private Previews previews(PreviewLimit limit, Duration budget) {
            return new Previews(engine, limit, SERVER.bean(Cursors.class), budget, System::nanoTime);
        }

        private static PreviewRequest request(Optional<String> cursor) {
            return new PreviewRequest(
                    List.of(new Change.MemberAdded(new RoleId("staff"), Member.parse("user:limited"))),
                    null,
                    1,
                    cursor);
        }

        private static String code(Checked<PreviewPage> answer) {
            return ((Checked.Refused<PreviewPage>) answer).refusal().code();
        }

        private static PreviewPage page(Checked<PreviewPage> answer) {
            return ((Checked.Valid<PreviewPage>) answer).value();
        }

        @Test
        void previewsWhenTimeIsUpThenNotCompleteAndWithoutDigestOrNextPage() {
            Previews none = previews(new PreviewLimit(1), Duration.ZERO);
            JsonNode json = page(none.page(request(Optional.empty()), view, Instant.now()))
                    .json();
            assertThat(json.path("complete").asBoolean()).isFalse();
            assertThat(json.path("digest").isNull()).isTrue();
            assertThat(json.path("next").isNull()).isTrue();
        }

        @Test
        void previewsWhenThereIsNoTimeForAnotherPageThenRefused() {
            PreviewPage first = page(previews(new PreviewLimit(1), Duration.ofSeconds(5))
                    .page(
                            request(Optional.empty()),
                            view,
                            Instant.ofEpochMilli(Instant.now().toEpochMilli())));
            Previews none = previews(new PreviewLimit(1), Duration.ZERO);
            assertThat(code(none.page(request(Optional.ofNullable(first.next())), view, Instant.now())))
                    .isEqualTo("preview-not-complete");
        }

        @Test
        void previewsWhenTooManyAreWorkedOutThenBusyUntilOneEnds() throws Exception {
            PreviewLimit limit = new PreviewLimit(1);
            Previews previews = previews(limit, Duration.ofSeconds(5));
            var began = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var going = threads.submit(() -> limit.within(() -> {
                    began.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new Checked.Valid<>(1);
                }));
                began.await();
                Checked<PreviewPage> busy = previews.page(request(Optional.empty()), view, Instant.now());
                assertThat(((Checked.Refused<PreviewPage>) busy).refusal().status())
                        .isEqualTo(503);
                assertThat(code(busy)).isEqualTo("too-many-previews");
                goOn.countDown();
                going.get();
            }
            assertThat(page(previews.page(request(Optional.empty()), view, Instant.now())))
                    .isNotNull();
        }
    }

    @Nested
    class Committing {

        @Test
        void commitsWhenNothingMovedThenDone() {
            String digest = digest(join("carla"));
            HttpResponse<String> answer = commit(admin, "\"" + digest + "\"", join("carla"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(isStaff("carla")).isTrue();
        }

        @Test
        void commitsWhenOthersChangedWhatMakesADifferenceThenOutdated() {
            String digest = digest(join("otto"));
            ObjectRef late = ObjectRef.of("doc", "late");
            Decisions.make(SERVER, "system", new Change.ObjectPut(late, ObjectRef.of("doc", "2"), true));
            HttpResponse<String> answer = commit(admin, "\"" + digest + "\"", join("otto"));
            assertProblem(answer, 409, "preview-outdated");
            assertThat(TestServer.json(answer).has("errors")).isFalse();
            assertThat(isStaff("otto")).isFalse();
            Decisions.make(SERVER, "system", new Change.ObjectDeleted(late));
        }

        @Test
        void commitsWhenOthersChangedWhatMakesNoneThenDone() {
            String digest = digest(join("nina"));
            Decisions.make(SERVER, "system", new Change.RoleCreated(new RoleId("idle" + NAMES.incrementAndGet())));
            assertThat(commit(admin, "\"" + digest + "\"", join("nina")).statusCode())
                    .isEqualTo(200);
        }

        @Test
        void commitsWhenTheDigestIsOfOtherChangesThenOutdated() {
            String digest = digest(join("harmless"));
            assertProblem(commit(admin, "\"" + digest + "\"", join("mallory")), 409, "preview-outdated");
            assertThat(isStaff("mallory")).isFalse();
        }

        @Test
        void commitsWhenTheDigestIsOfAnotherWorkspaceThenOutdated() {
            String change = "{'change':'role.create','role':'same'}";
            String theirs = admin.answer(PREVIEW, body(change, ",'workspace':'theirs'"))
                    .path("digest")
                    .asString();
            assertProblem(commit(admin, "\"" + theirs + "\"", change), 409, "preview-outdated");
        }

        @Test
        void commitsWhenTheCallerMayNotThenToldThatAlone() {
            String digest = digest(joins());
            assertProblem(commit(reader, "\"" + digest + "\"", joins()), 403, "not-permitted");
            assertProblem(
                    commit(app, "\"" + digest + "\"", "{'change':'member.add','role':'none','member':'user:x'}"),
                    403,
                    "not-permitted");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "*",
                    "W/DIGEST",
                    "DIGEST, DIGEST",
                    "BARE",
                    "\"7\"",
                    "\"\"",
                    "\"r1.1~short\"",
                    "\"x1.1~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"",
                    "\"r1.1~AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!\""
                })
        void commitsWhenIfMatchIsNoDigestThenRefused(String ifMatch) {
            String changes = join("never");
            String digest = digest(changes);
            String header = ifMatch.replace("DIGEST", "\"" + digest + "\"").replace("BARE", digest);
            HttpResponse<String> answer = commit(admin, header, changes);
            assertProblem(answer, 400, "invalid-precondition");
            assertThat(isStaff("never")).isFalse();
        }

        @Test
        void repeatsWhenTheKeyHasBeenUsedThenTheSameAnswerOnlyForTheSameIfMatch() {
            String changes = joins();
            String tag = "\"" + digest(changes) + "\"";
            HttpResponse<String> first = commit(admin, tag, changes, "Idempotency-Key", "preview-key");
            assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
            HttpResponse<String> again = commit(admin, tag, changes, "Idempotency-Key", "preview-key");
            assertThat(again.body()).isEqualTo(first.body());
            String other = "\"" + digest(changes) + "\"";
            assertThat(other).isNotEqualTo(tag);
            assertProblem(
                    commit(admin, other, changes, "Idempotency-Key", "preview-key"), 422, "idempotency-key-reused");
            HttpResponse<String> without = admin.send(SERVER.request(CHANGES)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "preview-key")
                    .POST(BodyPublishers.ofString(body(changes))));
            assertProblem(without, 422, "idempotency-key-reused");
        }

        @Test
        void commitsWhenManyCommitOnePreviewAtOnceThenOneRecord() throws Exception {
            String changes = joins();
            String tag = "\"" + digest(changes) + "\"";
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var answers = IntStream.range(0, 8)
                        .mapToObj(i ->
                                threads.submit(() -> commit(admin, tag, changes).statusCode()))
                        .toList();
                List<Integer> statuses = new ArrayList<>();
                for (var answer : answers) {
                    statuses.add(answer.get());
                }
                assertThat(statuses).containsOnlyOnce(200).isSubsetOf(200, 409, 503);
            }
        }
    }
}
