package dev.gatehouse.idp.access.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.admin.People;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.RetentionClass;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /access/v1/changes}. */
class FeedIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final ObjectRef DECISIONS = ObjectRef.of("access", "decisions");
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static Who admin;
    private static Who ofAcme;

    /** Somebody who calls, each time from another address. */
    private record Who(String id, String authorization) {

        HttpRequest.Builder request(String query) {
            return from("198.51." + CALLS.incrementAndGet() / 250 + "." + CALLS.get() % 250, query);
        }

        HttpRequest.Builder from(String address, String query) {
            return EventReader.request(SERVER, query)
                    .header("X-Forwarded-For", address)
                    .header("Authorization", authorization);
        }

        HttpResponse<String> get(String query) {
            return SERVER.send(request(query));
        }

        JsonNode page(String query) {
            HttpResponse<String> answer = get(query);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return TestServer.json(answer);
        }

        EventReader stream(String query) {
            return EventReader.open(request(query)).reading();
        }

        String refusal(String query) {
            HttpResponse<String> answer = get(query);
            return answer.statusCode() + " "
                    + TestServer.json(answer).path("code").asString();
        }
    }

    @BeforeAll
    static void makeModel() {
        admin = new Who(TestServer.BOOTSTRAP_ID, "Bearer " + SERVER.adminToken());
        ofAcme = reader("acme");
        for (int i = 0; i < 5; i++) {
            makeRole("acme");
            makeRole("system");
            makeRole("system");
            makeRole("acme");
        }
    }

    @BeforeEach
    void forget() {
        SERVER.trail().clear();
    }

    /** A client of a workspace that may ask about others there. */
    private static Who reader(String workspace) {
        Who client = stranger(workspace);
        Decisions.make(SERVER, workspace, right(client));
        return client;
    }

    private static Who stranger(String workspace) {
        RelyingParty client = RelyingParty.confidential(
                SERVER,
                builder -> builder.workspace(workspace)
                        .scopes(List.of("gatehouse"))
                        .defaultScopes(List.of("gatehouse"))
                        .grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)));
        return new Who(client.id(), TestServer.basic(client.id(), RelyingParty.SECRET));
    }

    private static Who withToken(Who client) {
        return new Who(client.id(), "Bearer " + token(client));
    }

    private static String token(Who client) {
        HttpResponse<String> answer = SERVER.post(
                "/oauth2/token",
                Map.of("grant_type", "client_credentials", "scope", "gatehouse"),
                client.id(),
                RelyingParty.SECRET);
        return TestServer.json(answer).path("access_token").asString();
    }

    private static Change right(Who client) {
        return new Change.EntryAdded(Entry.allow(DECISIONS, Subject.service(client.id()), Rights.of(Right.READ)));
    }

    private static String makeRole(String workspace) {
        return Decisions.make(SERVER, workspace, new Change.RoleCreated(new RoleId("r-" + UUID.randomUUID())));
    }

    private static List<LogRecord> log(String workspace) {
        return SERVER.bean(StoredAccessLog.class).read(new WorkspaceId(workspace), 0, Integer.MAX_VALUE);
    }

    private static int recordsOf(String workspace) {
        return log(workspace).size() + log("system").size();
    }

    /** Where each record stands in its log. */
    private static List<String> places(List<JsonNode> items) {
        List<String> places = new ArrayList<>();
        long own = 0;
        long system = 0;
        for (JsonNode item : items) {
            Revision revision = Revision.parse(item.path("revision").asString()).orElseThrow();
            boolean ofSystem = item.path("workspace").asString().equals("system");
            // One position moves with each item, by one.
            assertThat(revision).isEqualTo(ofSystem ? new Revision(own, system + 1) : new Revision(own + 1, system));
            own = revision.workspace();
            system = revision.system();
            places.add(item.path("workspace").asString() + " " + (ofSystem ? system : own));
        }
        return places;
    }

    private static List<String> expected(String workspace) {
        List<LogRecord> all = new ArrayList<>(log("system"));
        all.addAll(log(workspace));
        all.sort(Comparator.<LogRecord>comparingLong(
                        record -> record.workspace().isSystem() ? record.position() : record.systemPosition())
                .thenComparing(record -> !record.workspace().isSystem())
                .thenComparingLong(LogRecord::position));
        return all.stream()
                .map(record -> record.workspace() + " " + record.position())
                .toList();
    }

    @Nested
    class Pages {

        @Test
        void readsWhenOneByOneThenEveryRecordOfBothLogsOnceAndInOrder() {
            List<JsonNode> items = new ArrayList<>();
            JsonNode page = admin.page("?workspace=acme&limit=1");
            while (true) {
                assertThat(page.path("items")).hasSize(1);
                items.add(page.path("items").get(0));
                assertThat(page.path("revision").asString())
                        .isEqualTo(items.getLast().path("revision").asString());
                if (page.path("next").isNull()) {
                    break;
                }
                page = admin.page(
                        "?workspace=acme&limit=1&after=" + page.path("next").asString());
            }
            assertThat(places(items)).isEqualTo(expected("acme"));
            JsonNode whole = admin.page("?workspace=acme&limit=1000");
            assertThat(whole.path("items").valueStream().toList()).isEqualTo(items);
            assertThat(whole.path("next").isNull()).isTrue();
        }

        @Test
        void readsWhenItIsSystemThenItsRecordsAndOneRevision() {
            JsonNode page = admin.page("?limit=1000");
            assertThat(page.path("items").valueStream().toList())
                    .extracting(item -> item.path("revision").asString())
                    .containsExactlyElementsOf(log("system").stream()
                            .map(record -> new Revision(record.position(), record.position()).toString())
                            .toList());
        }

        @Test
        void readsWhenOwnThenWhatWasChangedByWhomAndTheEventThatTellsOfIt() {
            String before = admin.page("?limit=1000").path("revision").asString();
            HttpResponse<String> made = SERVER.send(SERVER.request("/access/v1/changes")
                    .header("Authorization", admin.authorization())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"changes\":[{\"change\":\"role.create\",\"role\":\"told\"}]}")));
            JsonNode page = admin.page("?after=" + before);
            assertThat(page.path("revision").asString())
                    .isEqualTo(TestServer.json(made).path("revision").asString());
            JsonNode item = page.path("items").get(0);
            assertThat(page.path("items")).hasSize(1);
            assertThat(item.propertyNames())
                    .containsExactly("revision", "workspace", "time", "actor", "event", "changes");
            assertThat(item.path("actor").asString()).isEqualTo("service:" + TestServer.BOOTSTRAP_ID);
            assertThat(item.path("event").asString())
                    .isEqualTo(log("system").getLast().eventId());
            assertThat(item.path("changes").toString()).isEqualTo("[{\"change\":\"role.create\",\"role\":\"told\"}]");
        }

        @Test
        void readsWhenThereIsNothingNewThenNoItemsAndTheSameRevision() {
            String head = ofAcme.page("?limit=1000").path("revision").asString();
            assertThat(ofAcme.page("?after=" + head).toString())
                    .isEqualTo("{\"items\":[],\"revision\":\"" + head + "\",\"next\":null}");
        }

        @Test
        void readsWhenTheCallerMayNotAskAboutOthersInSystemThenThatItMovedAndNothingElse() {
            List<JsonNode> items =
                    ofAcme.page("?limit=1000").path("items").valueStream().toList();
            assertThat(items)
                    .filteredOn(item -> item.path("workspace").asString().equals("system"))
                    .isNotEmpty()
                    .allSatisfy(
                            item -> assertThat(item.propertyNames()).containsExactly("revision", "workspace", "time"));
            assertThat(items)
                    .filteredOn(item -> item.path("workspace").asString().equals("acme"))
                    .isNotEmpty()
                    .allSatisfy(item -> assertThat(item.has("changes")).isTrue());
            assertThat(admin.page("?workspace=acme&limit=1000").path("items"))
                    .allSatisfy(item -> assertThat(item.has("changes")).isTrue());
        }

        @Test
        void readsWhenTheCallerMayNotAskAboutOthersThenForbidden() {
            assertThat(stranger("acme").refusal("")).isEqualTo("403 forbidden");
            assertThat(stranger("system").refusal("")).isEqualTo("403 forbidden");
            assertThat(ofAcme.refusal("?workspace=system")).isEqualTo("403 forbidden");
            assertThat(reader("system").refusal("?workspace=acme")).isEqualTo("403 forbidden");
        }

        @Test
        void readsWhenNotPermittedThenNothingIsToldOfHowFarTheLogsReach() {
            HttpResponse<String> answer = stranger("acme").get("?after=rzzz.zzz");
            assertThat(TestServer.json(answer).path("code").asString()).isEqualTo("forbidden");
            assertThat(answer.body()).doesNotContain("end at");
        }

        @ParameterizedTest
        @CsvSource({
            "after=rzzz.0, REVISION_UNKNOWN",
            "after=r0.zzz, REVISION_UNKNOWN",
            "after=r5.0, REVISION_UNKNOWN",
            "after=r1.2&workspace=system, REVISION_UNKNOWN",
            "after=, invalid-parameter",
            "after=5, invalid-parameter",
            "after=r01.1, invalid-parameter",
            "limit=0, invalid-parameter",
            "limit=1001, invalid-parameter",
            "limit=x, invalid-parameter",
            "workspace=, invalid-parameter",
            "cursor=x, unknown-parameter",
            "access_token=x, unknown-parameter"
        })
        void readsWhenAParameterCannotBeTakenThenAProblem(String query, String code) {
            String workspace = query.contains("workspace") ? "" : "workspace=acme&";
            assertThat(admin.refusal("?" + workspace + query)).isEqualTo("400 " + code);
        }

        @Test
        void readsWhenAnsweredThenOneRecordAmongTheTraffic() {
            JsonNode page = ofAcme.page("?limit=2");
            assertThat(SERVER.trail().events()).singleElement().isInstanceOfSatisfying(ApiEvent.class, event -> {
                assertThat(event.action()).isEqualTo("access.changes-read");
                assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
                assertThat(event.retention()).isEqualTo(RetentionClass.TRAFFIC);
                assertThat(event.workspace()).isEqualTo("acme");
                assertThat(event.facts())
                        .containsEntry("access.after", "r0.0")
                        .containsEntry("access.found", "2")
                        .containsEntry("access.revision", page.path("revision").asString())
                        .doesNotContainKey("access.stream");
            });
        }
    }

    @Nested
    class Streams {

        @Test
        void streamsWhenAChangeIsMadeThenItIsSent() {
            String head = ofAcme.page("?limit=1000").path("revision").asString();
            try (EventReader stream = ofAcme.stream("?after=" + head)) {
                assertThat(stream.response().headers().map())
                        .containsEntry("x-accel-buffering", List.of("no"))
                        .containsEntry("cache-control", List.of("no-store"))
                        .containsKey("x-request-id");
                String own = makeRole("acme");
                assertThat(stream.change().path("revision").asString()).isEqualTo(own);
                makeRole("system");
                JsonNode ofSystem = stream.change();
                assertThat(ofSystem.path("workspace").asString()).isEqualTo("system");
                assertThat(ofSystem.has("changes")).isFalse();
            }
        }

        @Test
        void streamsWhenTheWorkspaceHasNoLogYetThenItsFirstChangeIsSent() {
            String head = admin.page("?limit=1000").path("revision").asString();
            String after = head.replaceFirst("r[^.]*", "r0");
            Who reader = reader("system");
            Decisions.make(
                    SERVER,
                    "system",
                    new Change.EntryAdded(Entry.allow(
                            WorkspaceId.SYSTEM.root(), Subject.service(reader.id()), Rights.of(Right.READ))));
            try (EventReader stream = reader.stream("?workspace=brand-new&after=" + after)) {
                stream.change();
                stream.change();
                makeRole("brand-new");
                assertThat(stream.change().path("workspace").asString()).isEqualTo("brand-new");
            }
        }

        @Test
        void streamsWhenOpenedThenOnRecordBeforeTheFirstByte() {
            try (EventReader stream = ofAcme.stream("")) {
                assertThat(stream.response().statusCode()).isEqualTo(200);
                assertThat(SERVER.trail().events()).singleElement().isInstanceOfSatisfying(ApiEvent.class, event -> {
                    assertThat(event.action()).isEqualTo("access.changes-read");
                    assertThat(event.outcome()).isEqualTo(Outcome.SUCCESS);
                    assertThat(event.facts()).containsEntry("access.stream", "true");
                });
            }
        }

        @Test
        void streamsWhenTheTrailIsAwayThenNotAtAllAndNoPlaceIsKept() {
            Who reader = reader("acme");
            SERVER.trail().unavailable(true);
            try {
                for (int i = 0; i < 6; i++) {
                    try (EventReader refused = EventReader.open(reader.request(""))) {
                        assertThat(refused.problem()).isEqualTo("503 audit-unavailable");
                    }
                }
            } finally {
                SERVER.trail().unavailable(false);
            }
            try (EventReader stream = reader.stream("")) {
                stream.change();
            }
        }

        @Test
        void streamsWhenResumedWhileOthersWriteThenNoGapAndNoDuplicate() throws InterruptedException {
            Who reader = reader("busy");
            int all = recordsOf("busy") + 200;
            Thread writer = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 200; i++) {
                    makeRole(i % 4 == 0 ? "system" : "busy");
                }
            });
            List<JsonNode> read = new ArrayList<>();
            String last = "r0.0";
            for (int wanted : List.of(all - 150, all - 100, all - 50, all)) {
                HttpRequest.Builder request = reader.request("?after=r0.0").header("Last-Event-ID", last);
                try (EventReader stream = EventReader.open(request).reading()) {
                    while (read.size() < wanted) {
                        read.add(stream.change());
                    }
                }
                last = read.getLast().path("revision").asString();
            }
            writer.join();
            assertThat(read).hasSize(recordsOf("busy"));
            places(read);
        }

        @Test
        void streamsWhenOnlyThoseAreAcceptedThenRefusalsAreProblemsAllTheSame() {
            for (String[] bad : new String[][] {
                {"?after=x", "", "400 invalid-parameter"},
                {"?limit=5", "", "400 invalid-parameter"},
                {"", "x", "400 malformed-last-event-id"},
                {"", "rzz.zz", "400 REVISION_UNKNOWN"},
                {"?workspace=system", "", "403 forbidden"}
            }) {
                HttpRequest.Builder request = ofAcme.request(bad[0]);
                if (!bad[1].isEmpty()) {
                    request.header("Last-Event-ID", bad[1]);
                }
                try (EventReader refused = EventReader.open(request)) {
                    assertThat(refused.problem()).isEqualTo(bad[2]);
                }
            }
        }

        @ParameterizedTest
        @CsvSource({
            "'*/*', application/json",
            "'application/json, text/event-stream;q=0.5', application/json",
            "'text/event-stream;q=0, application/json', application/json",
            "'text/event-stream, application/json', text/event-stream",
            "'text/event-stream, */*', text/event-stream"
        })
        void answersWhenSeveralFormsAreAcceptedThenTheOneThatIsWanted(String accept, String type) {
            try (EventReader answer = EventReader.openAs(accept, reader("acme").request(""))) {
                assertThat(answer.response().headers().firstValue("Content-Type"))
                        .hasValueSatisfying(given -> assertThat(given).startsWith(type));
            }
        }

        @Test
        void answersWhenOnlyTheHeadersAreWantedThenNoStreamIsHeld() {
            HttpResponse<String> answer = SERVER.send(
                    ofAcme.request("").header("Accept", "text/event-stream").method("HEAD", BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class Ends {

        private static final Duration TWO_CHECKS = FeedStream.CHECKED_EVERY.multipliedBy(2);

        private String endAfter(EventReader stream, Runnable act) {
            stream.change();
            long began = System.nanoTime();
            act.run();
            String code = stream.end();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(TWO_CHECKS);
            return code;
        }

        @Test
        void streamsWhenTheTokenIsRevokedThenItEndsAtTheNextCheck() {
            Who client = reader("acme");
            String token = token(client);
            Who bearer = new Who(client.id(), "Bearer " + token);
            try (EventReader stream = bearer.stream("");
                    EventReader other = withToken(client).stream("")) {
                assertThat(endAfter(
                                stream,
                                () -> SERVER.post(
                                        "/oauth2/revoke", Map.of("token", token), client.id(), RelyingParty.SECRET)))
                        .isEqualTo("invalid-token");
                String made = makeRole("acme");
                JsonNode last = other.change();
                while (!last.path("revision").asString().equals(made)) {
                    last = other.change();
                }
            }
        }

        @Test
        void streamsWhenTheClientIsDeletedThenItEndsAtTheNextCheck() {
            Who client = reader("system");
            try (EventReader withSecret = client.stream("");
                    EventReader withToken = withToken(client).stream("")) {
                assertThat(endAfter(
                                withSecret,
                                () -> SERVER.send(SERVER.request("/api/v1/clients/" + client.id())
                                        .header("Authorization", admin.authorization())
                                        .DELETE())))
                        .isEqualTo("invalid-client");
                assertThat(withToken.end()).isEqualTo("invalid-token");
            }
        }

        @Test
        void streamsWhenThePersonIsSuspendedThenItEndsAtTheNextCheck() {
            var people = new People(SERVER);
            Account account = Administrators.add(SERVER, people.member("streaming"));
            Who person = new Who(account.id().value(), "Bearer " + people.token(account));
            try (EventReader stream = person.stream("")) {
                assertThat(endAfter(
                                stream,
                                () -> SERVER.send(SERVER.request(
                                                "/api/v1/users/" + account.id().value() + "/suspend")
                                        .header("Authorization", admin.authorization())
                                        .POST(BodyPublishers.noBody()))))
                        .isEqualTo("ACCOUNT_SUSPENDED");
            }
        }

        @Test
        void streamsWhenTheRightIsTakenThenItEndsBeforeAnythingElseIsSent() {
            Who client = reader("acme");
            String head = client.page("?limit=1000").path("revision").asString();
            try (EventReader stream = client.stream("?after=" + head)) {
                String last = makeRole("acme");
                assertThat(stream.change().path("revision").asString()).isEqualTo(last);
                Decisions.make(
                        SERVER,
                        "acme",
                        new Change.EntryRemoved(
                                Entry.allow(DECISIONS, Subject.service(client.id()), Rights.of(Right.READ))));
                makeRole("acme");
                EventReader.Event end = stream.next();
                assertThat(end.name()).isEqualTo("end");
                assertThat(end.data().toString()).isEqualTo("{\"code\":\"forbidden\"}");
            }
        }
    }

    @Nested
    class Limits {

        @Test
        void streamsWhenASubjectHasFiveThenNoSixth() {
            Who client = reader("acme");
            List<EventReader> open = new ArrayList<>();
            try {
                for (int i = 0; i < 5; i++) {
                    open.add((i % 2 == 0 ? client : withToken(client)).stream(""));
                }
                open.add(EventReader.open(client.request("")));
                assertThat(open.getLast().problem()).isEqualTo("429 too-many-streams-of-subject");
                assertThat(client.page("?limit=1").path("items")).hasSize(1);
            } finally {
                open.forEach(EventReader::close);
            }
        }

        @Test
        void streamsWhenAnAddressHasTenThenNoEleventh() {
            List<EventReader> open = new ArrayList<>();
            try {
                for (int subject = 0; subject < 5; subject++) {
                    Who client = reader("acme");
                    for (int i = 0; i < 2; i++) {
                        open.add(
                                EventReader.open(client.from("203.0.113.7", "")).reading());
                    }
                }
                open.add(EventReader.open(reader("acme").from("203.0.113.7", "")));
                assertThat(open.getLast().problem()).isEqualTo("429 too-many-streams-of-address");
            } finally {
                open.forEach(EventReader::close);
            }
        }

        @Test
        void streamsWhenAReaderIsGoneThenItsPlaceIsFreeSoonAfter() {
            Who client = reader("acme");
            List<EventReader> open = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                open.add(client.stream(""));
            }
            open.forEach(EventReader::close);
            long deadline = System.nanoTime() + EventReader.PATIENCE.toNanos();
            int status;
            do {
                try (EventReader again = EventReader.open(client.request(""))) {
                    status = again.response().statusCode();
                }
            } while (status == 429 && System.nanoTime() < deadline);
            assertThat(status).isEqualTo(200);
        }
    }
}
