package dev.gatehouse.idp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.cli.VerifiedTrail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: no new request is routed here, those in progress are answered, and the chains end with a signed record. */
class StoppedServerIT {

    private static final int SIGTERM = 128 + 15;
    private static final String FORM =
            TestServer.encoded(Map.of("grant_type", "client_credentials", "scope", "gatehouse"));

    @TempDir
    private Path folder;

    @Test
    void answersWhenToldToStopInTheMiddleOfARequestThenItsRecordIsBeforeTheEndOfTheChain() throws Exception {
        try (ServerInstance server = start();
                Socket request = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            request.setSoTimeout(30_000);
            send(request, head() + FORM.substring(0, 10));
            // Another request on a connection of its own tells that the first half of the one above has arrived.
            TokenLoad.adminToken(server);

            server.terminate();

            awaitDrain(server);
            assertThat(server.isAlive()).as("waits for the request in progress").isTrue();
            send(request, FORM.substring(10));
            assertThat(received(request)).startsWith("HTTP/1.1 200 ").contains("\"access_token\":");
            assertThat(server.exit()).isEqualTo(SIGTERM);
        }
        assertOnRecord();
        VerifiedTrail trail = VerifiedTrail.in(data());
        assertThat(trail.status()).as(trail.report()).isZero();
        try (ServerInstance next = start()) {
            assertThat(next.log()).doesNotContain("which was left open");
        }
    }

    private ServerInstance start() throws IOException, InterruptedException {
        return ServerInstance.start(data(), folder.resolve("server.log"), Map.of());
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static String head() {
        return "POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: in-progress\r\nAuthorization: "
                + TestServer.basic(ServerInstance.CLIENT_ID, ServerInstance.CLIENT_SECRET)
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + FORM.length()
                + "\r\n\r\n";
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String received(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Readiness goes first: never does it say 200 after a request has been turned away. */
    private static void awaitDrain(ServerInstance server) {
        Awaitility.await().until(() -> {
            boolean takesRequests = accepts(server.port());
            int readiness = server.readiness();
            assertThat(takesRequests || readiness != 200)
                    .as("ready while requests are turned away")
                    .isTrue();
            return readiness != 200 && !takesRequests;
        });
    }

    private static boolean accepts(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private void assertOnRecord() throws Exception {
        List<TrailFile.Entry> entries = new TrailFile(data()).since(0);
        assertThat(entries)
                .filteredOn(entry -> entry.requestId().equals("in-progress"))
                .extracting(TrailFile.Entry::action)
                .containsExactly("token.issued");
        assertThat(entries.stream().map(TrailFile.Entry::action)).contains("server.stopped");
        assertThat(entries.stream()
                        .filter(TrailFile.Entry::closes)
                        .map(TrailFile.Entry::target)
                        .collect(Collectors.toSet()))
                .as("closed chains, of both classes")
                .hasSize(2);
        assertThat(TrailFile.openIntents(entries)).isEmpty();
    }
}
