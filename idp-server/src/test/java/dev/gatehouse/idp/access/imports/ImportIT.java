package dev.gatehouse.idp.access.imports;

import static dev.gatehouse.idp.access.decisions.Decisions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.audit.AuditEvent;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

/** {@code POST /access/v1/import}. */
class ImportIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String IMPORT = "/access/v1/import";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String ENTRIES = "object,effect,to,rights,expiresAt\n";

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
        complete(send(admin, NDJSON, "", """
                {"change":"object-type.define","type":"folder","rights":[],"parents":["folder"]}
                {"change":"object-type.define","type":"doc","rights":["sign"],"parents":["folder"]}
                {"change":"object.put","object":"folder:f"}
                {"change":"object.put","object":"doc:1","parent":"folder:f"}
                """));
    }

    @BeforeEach
    void forget() {
        SERVER.trail().clear();
    }

    private static HttpResponse<String> send(Decisions caller, String type, String query, String body) {
        return send(caller, type, query, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(Decisions caller, String type, String query, byte[] body) {
        return caller.send(
                SERVER.request(IMPORT + query).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private static List<JsonNode> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(NDJSON);
        return answer.body().lines().map(JsonMapper.shared()::readTree).toList();
    }

    private static JsonNode result(HttpResponse<String> answer) {
        return lines(answer).getLast();
    }

    private static JsonNode complete(HttpResponse<String> answer) {
        JsonNode result = result(answer);
        assertThat(result.path("result").asString()).as(answer.body()).isEqualTo("complete");
        return result;
    }

    private static void stopped(HttpResponse<String> answer, long line, String code) {
        JsonNode result = result(answer);
        assertThat(result.path("result").asString() + " " + result.path("line").asLong() + " "
                        + result.path("code").asString())
                .as(answer.body())
                .isEqualTo("stopped " + line + " " + code);
        assertThat(result.path("resumeFrom").asLong()).isEqualTo(line);
    }

    private static List<LogRecord> log(String workspace) {
        return SERVER.bean(StoredAccessLog.class).read(new WorkspaceId(workspace), 0, Integer.MAX_VALUE);
    }

    /** What the workspace's log made since it had so many records. */
    private static List<String> made(String workspace, int before) {
        return log(workspace).stream()
                .skip(before)
                .flatMap(record -> record.changes().stream())
                .map(change -> change.word())
                .toList();
    }

    private static boolean may(String user, String right, String doc) {
        String question = """
                {"subject":{"type":"user","id":"%s"},"action":{"name":"%s"},"resource":{"type":"doc","id":"%s"}}""".formatted(user, right, doc);
        return admin.answer("/access/v1/evaluation", question).path("decision").asBoolean();
    }

    private static Socket connect() throws IOException {
        return new Socket(
                InetAddress.getLoopbackAddress(),
                SERVER.bean(Settings.class).server().port());
    }

    private static AuditEvent lastEvent() {
        return SERVER.trail().events().getLast();
    }

    @Nested
    class Formats {

        @Test
        void importsWhenEachListIsCsvThenTheModelSaysIt() {
            complete(send(admin, CSV, "", "role,member\nsigners,user:ada\nhelpers,user:bob\nsigners,role:helpers\n"));
            complete(send(admin, CSV, "", "object,parent,inherit\nfolder:g,folder:f,\ndoc:csv,folder:g,true\n"));
            JsonNode result = complete(send(
                    admin,
                    "text/csv; charset=UTF-8",
                    "",
                    ENTRIES + "folder:g,allow,role:signers,read sign,\r\n"
                            + "\"doc:csv\",deny,user:ada,sign,2999-01-01T00:00:00Z\r\n"
                            + "doc:csv,allow,user:cy,*,\r\n"));
            assertThat(result.path("applied").path("lines").asInt()).isEqualTo(3);
            assertThat(result.path("applied").path("changes").asInt()).isEqualTo(3);
            assertThat(result.path("applied").path("records").asInt()).isOne();
            assertThat(result.path("revision").asString()).startsWith("r");
            assertThat(may("bob", "sign", "csv")).isTrue();
            assertThat(may("ada", "read", "csv")).isTrue();
            assertThat(may("ada", "sign", "csv")).isFalse();
            assertThat(may("cy", "delete", "csv")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[{\"change\":\"role.create\",\"role\":\"j1\"},\n{\"change\":\"role.create\",\"role\":\"j2\"}]",
                    "{\"changes\":[{\"change\":\"role.create\",\"role\":\"j3\"},{\"change\":\"role.create\",\"role\":\"j4\"}]}"
                })
        void importsWhenJsonThenItemByItem(String body) {
            int before = log("system").size();
            assertThat(complete(send(admin, "application/json", "", body))
                            .path("applied")
                            .path("lines")
                            .asInt())
                    .isEqualTo(2);
            assertThat(made("system", before)).containsExactly("role.create", "role.create");
        }

        @Test
        void importsWhenTheRoleIsThereThenNoRightToCreateItIsNeeded() {
            complete(send(admin, CSV, "", "role,member\nshared,service:" + appId + "\n"));
            Decisions.make(
                    SERVER,
                    "system",
                    new Change.EntryAdded(Entry.allow(
                            ObjectRef.of("role", "shared"), Subject.service(appId), Rights.of(Right.SHARE))));
            complete(send(app, CSV, "", "role,member\nshared,user:x\n"));
            stopped(send(app, CSV, "", "role,member\nshared,user:y\nnot-there,user:y\n"), 3, "not-permitted");
            stopped(send(app, CSV, "", "role,member\nadmins,\n"), 2, "not-permitted");
        }

        @Test
        void importsWhenTheFileHasThousandsOfLinesThenInRecordsOfAThousandAndAgainNothing() {
            String file = "role,member\n"
                    + IntStream.range(0, 3_500)
                            .mapToObj(i -> "crowd,user:n" + i + "\n")
                            .collect(Collectors.joining());
            int before = log("system").size();
            JsonNode first = complete(send(admin, CSV, "", file));
            assertThat(first.path("applied").path("lines").asInt()).isEqualTo(3_500);
            assertThat(log("system")).hasSize(before + 4);
            JsonNode again = complete(send(admin, CSV, "", file));
            assertThat(again.path("applied").path("changes").asInt()).isZero();
            assertThat(again.path("revision")).isEqualTo(first.path("revision"));
            assertThat(log("system")).hasSize(before + 4);
        }

        @Test
        void importsWhenAnotherTypeOrCharsetThenUnsupported() {
            assertThat(send(admin, "text/plain", "", "x").statusCode()).isEqualTo(415);
            assertProblem(send(admin, "text/csv; charset=ISO-8859-1", "", "x"), 415, "unsupported-media-type");
        }
    }

    @Nested
    class Stopping {

        @ParameterizedTest
        @CsvSource({
            "2, '', 'none:1,allow,user:x,read,\n'",
            "4, 'doc:1,allow,user:s1,read,\ndoc:1,allow,user:s2,read,\n', 'none:1,allow,user:x,read,\ndoc:1,allow,user:s3,read,\n'"
        })
        void importsWhenALineCannotBeMadeThenItIsNamedAndNothingBehindIt(int line, String before, String bad) {
            int records = log("system").size();
            stopped(send(admin, CSV, "", ENTRIES + before + bad), line, "unknown-type");
            assertThat(made("system", records)).hasSize(line - 2);
        }

        @Test
        void importsWhenAQuotedValueHasLinesThenLinesAreThoseOfTheFile() {
            int records = log("system").size();
            String file = ENTRIES + "doc:1,allow,\"user:q1\",\"read\nupdate\",\nnone:1,allow,user:q2,read,\n";
            stopped(send(admin, CSV, "", file.replace("read\nupdate", "read|update")), 3, "unknown-type");
            stopped(send(admin, CSV, "", file), 2, "invalid-members");
            assertThat(made("system", records)).containsExactly("entry.add");
        }

        @Test
        void importsWhenResumedFromTheLineThenTheRest() {
            String head = "role,member\n";
            String good = IntStream.range(0, 1_700)
                    .mapToObj(i -> "resumed,user:r" + i + "\n")
                    .collect(Collectors.joining());
            stopped(
                    send(admin, CSV, "", head + good + "resumed,role:later\n" + "resumed,user:end\n"),
                    1_702,
                    "unknown-role");
            complete(send(admin, CSV, "", head + "later,\n"));
            JsonNode rest = complete(
                    send(admin, CSV, "?from=1702", head + good + "resumed,role:later\n" + "resumed,user:end\n"));
            assertThat(rest.path("applied").path("lines").asInt()).isEqualTo(2);
            assertThat(rest.path("applied").path("changes").asInt()).isEqualTo(2);
        }

        @Test
        void importsWhenTheEndIsTooLongOrNoUtf8ThenWhatStandsBeforeIsMade() {
            stopped(
                    send(admin, CSV, "", "role,member\nlong1,\n" + "x".repeat(70_000) + ",\nlong2,\n"),
                    3,
                    "line-too-long");
            byte[] bad = "role,member\nutf1,\nutf2,user:\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
            stopped(send(admin, CSV, "", bad), 3, "malformed-utf-8");
            stopped(
                    send(admin, "application/json", "", "[{\"change\":\"role.create\",\"role\":\"cut\"},"),
                    2,
                    "malformed-json");
            int before = log("system").size();
            complete(send(admin, CSV, "", "role,member\nlong1,\nutf1,\ncut,\n"));
            assertThat(log("system")).hasSize(before);
        }

        /** The client has sent more than any buffer on the way holds when the first line is refused. */
        @Test
        void importsWhenStoppedEarlyInALongFileThenTheAnswerStillArrives() {
            String file = "role,member\nadmins,role:none\n" + "admins,user:someone\n".repeat(500_000);
            stopped(send(admin, CSV, "", file), 2, "unknown-role");
            assertProblem(send(admin, CSV, "", "no,such,header\n" + file), 400, "invalid-header");
        }

        @Test
        void importsWhenTheClientIsGoneThenStopsAtTheRecordAndIsOnRecord() throws IOException {
            int before = log("system").size();
            String lines = "role,member\n"
                    + IntStream.range(0, 1_200)
                            .mapToObj(i -> "gone,user:g" + i + "\n")
                            .collect(Collectors.joining());
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write(("POST " + IMPORT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                                        + "Authorization: Bearer " + SERVER.adminToken()
                                        + "\r\nContent-Length: 10000000\r\n\r\n" + lines)
                                .getBytes(StandardCharsets.UTF_8));
                await().until(() -> log("system").size() == before + 1);
            }
            await().until(() -> lastEvent().action().equals("access.imported"));
            assertThat(lastEvent().reason()).hasValue("body-cut-off");
            assertThat(log("system")).hasSize(before + 1);
            assertThat(lastEvent().facts()).containsEntry("access.changes", "1000");
        }
    }

    @Nested
    class DryRun {

        @Test
        void rehearsesWhenAllIsWellThenCountsAndChangesNothing() {
            int before = log("system").size();
            String file = "role,member\n"
                    + IntStream.range(0, 1_500)
                            .mapToObj(i -> "dry,user:d" + i + "\n")
                            .collect(Collectors.joining());
            JsonNode dry = complete(send(admin, CSV, "?dryRun=true", file));
            assertThat(dry.path("dryRun").asBoolean()).isTrue();
            assertThat(dry.path("applied").path("changes").asInt()).isEqualTo(1_501);
            assertThat(log("system")).hasSize(before);
            assertThat(SERVER.trail().summary())
                    .containsExactly("access.import-begun SUCCESS", "access.imported SUCCESS");
            JsonNode real = complete(send(admin, CSV, "?dryRun=false", file));
            assertThat(real.path("applied").path("changes"))
                    .isEqualTo(dry.path("applied").path("changes"));
        }

        @Test
        void rehearsesWhenLinesAreBadThenNamesEachAndGoesOn() {
            HttpResponse<String> answer = send(
                    admin,
                    CSV,
                    "?dryRun=true",
                    ENTRIES + "doc:1,allow,user:a,read,\nnone:1,allow,user:a,read,\ndoc:1,maybe,user:a,read,\n"
                            + "doc:1,allow,user:b,read,\ndoc:1,allow,role:none,read,\n");
            stopped(answer, 3, "unknown-type");
            assertThat(lines(answer).stream()
                            .filter(line -> line.has("refused"))
                            .map(line -> line.path("refused").path("line").asInt()))
                    .containsExactly(3, 4, 6);
            assertThat(result(answer).path("refusedLines").asInt()).isEqualTo(3);
            assertThat(result(answer).path("applied").path("lines").asInt()).isEqualTo(2);
        }
    }

    @Nested
    class Permission {

        @Test
        void importsWhenALineIsNotPermittedThenStopsThereWithNothingBehindIt() {
            Decisions.make(
                    SERVER,
                    "system",
                    new Change.EntryAdded(Entry.allow(
                            ObjectRef.of("doc", "1"), Subject.service(appId), Rights.of(Right.SHARE, Right.READ))));
            String file = ENTRIES + "doc:1,allow,user:p1,read,\ndoc:1,allow,user:p2,sign,\ndoc:1,allow,user:p3,read,\n";
            int before = log("system").size();
            stopped(send(app, CSV, "?dryRun=true", file), 3, "not-permitted");
            assertThat(log("system")).hasSize(before);
            stopped(send(app, CSV, "", file), 3, "not-permitted");
            assertThat(SERVER.trail().summary())
                    .endsWith(
                            "access.import-begun SUCCESS",
                            "access.changed INTENDED",
                            "access.changed DENIED",
                            "access.changed INTENDED",
                            "access.changed SUCCESS",
                            "access.changed INTENDED",
                            "access.changed DENIED",
                            "access.imported DENIED");
            assertThat(may("p1", "read", "1")).isTrue();
            assertThat(may("p2", "sign", "1")).isFalse();
            assertThat(may("p3", "read", "1")).isFalse();
        }

        @Test
        void importsWhenTheWorkspaceIsAnothersThenForbidden() {
            assertProblem(send(app, CSV, "?workspace=theirs", "role,member\nr,\n"), 403, "forbidden");
            assertThat(SERVER.trail().summary()).containsExactly("access.import-refused DENIED");
            complete(send(admin, CSV, "?workspace=theirs", "role,member\nr,\n"));
            assertThat(made("theirs", 0)).containsExactly("role.create");
        }
    }

    @Nested
    class Limits {

        @ParameterizedTest
        @CsvSource({
            "?dryRun=yes, invalid-parameter",
            "?from=0, invalid-parameter",
            "?from=-1, invalid-parameter",
            "?workspace=, invalid-parameter",
            "?verbose=true, unknown-parameter"
        })
        void importsWhenTheQueryIsWrongThenRefused(String query, String code) {
            assertProblem(send(admin, CSV, query, "role,member\n"), 400, code);
        }

        @Test
        void importsWhenTheHeaderIsWrongThenNamesWhat() {
            HttpResponse<String> answer = send(admin, CSV, "", "object,effect,to\ndoc:1,allow,user:x\n");
            assertProblem(answer, 400, "invalid-header");
            assertThat(answer.body()).contains("has no column rights");
        }

        @Test
        void importsWhenTheLengthIsBeyondTheLimitThenRefusedAtOnce() throws IOException {
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write(("POST " + IMPORT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv\r\n"
                                        + "Connection: close\r\nContent-Length: 1073741825\r\n\r\n")
                                .getBytes(StandardCharsets.UTF_8));
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                        .isEqualTo("HTTP/1.1 413");
            }
        }

        /** An import that waits for its lines. */
        private static final class Waiting implements AutoCloseable {
            private final Socket socket;

            private Waiting(String workspace) throws IOException {
                socket = connect();
                write("POST " + IMPORT + "?workspace=" + workspace + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                        + CSV + "\r\nAuthorization: Bearer " + SERVER.adminToken()
                        + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "f\r\nrole,member\nr,\n\r\n");
            }

            private void write(String text) throws IOException {
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            }

            private String end() throws IOException {
                write("0\r\n\r\n");
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        }

        @Test
        void importsWhenAnImportOfTheSubjectGoesOnThenRefusedByNameAndOthersAreNot() throws IOException {
            try (var first = new Waiting("w1")) {
                await().until(() -> begun("w1"));
                assertProblem(send(admin, CSV, "?workspace=w1", "role,member\n"), 429, "too-many-imports");
                assertProblem(send(admin, CSV, "?workspace=w2", "role,member\n"), 429, "too-many-imports");
                complete(send(app, CSV, "", "role,member\n"));
                assertThat(first.end()).contains("\"result\":\"complete\"");
                complete(send(admin, CSV, "?workspace=w2", "role,member\n"));
            }
        }

        private boolean begun(String workspace) {
            return SERVER.trail().events().stream()
                    .anyMatch(event -> event.action().equals("access.import-begun")
                            && event.workspace().equals(workspace));
        }
    }

    @Nested
    class OnRecord {

        @Test
        void importsWhenDoneThenBeginningRecordsAndEndAreTiedTogether() {
            String file = "role,member\nrecorded,user:rita\n";
            complete(send(admin, CSV, "", file));
            List<AuditEvent> events = SERVER.trail().events();
            assertThat(SERVER.trail().summary())
                    .containsExactly(
                            "access.import-begun SUCCESS",
                            "access.changed INTENDED",
                            "access.changed SUCCESS",
                            "access.imported SUCCESS");
            assertThat(events.get(0).facts())
                    .containsEntry("access.format", "csv")
                    .containsEntry("access.dry-run", "false");
            assertThat(events.get(3).facts())
                    .containsEntry("access.lines", "1")
                    .containsEntry("access.changes", "2")
                    .containsEntry("access.bytes", Integer.toString(file.length()))
                    .containsEntry("access.digest", sha256(file))
                    .containsEntry("access.import", events.get(2).facts().get("access.import"));
        }

        private String sha256(String text) {
            try {
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            } catch (NoSuchAlgorithmException missing) {
                throw new IllegalStateException(missing);
            }
        }

        @Test
        void importsWhenTheTrailTakesNoRecordThenNothingIsDoneAndNoAnswerBegins() {
            int before = log("system").size();
            SERVER.trail().unavailable(true);
            try {
                assertProblem(send(admin, CSV, "", "role,member\nunrecorded,\n"), 503, "audit-unavailable");
            } finally {
                SERVER.trail().unavailable(false);
            }
            assertThat(log("system")).hasSize(before);
        }
    }
}
