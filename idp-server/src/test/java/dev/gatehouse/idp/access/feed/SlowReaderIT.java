package dev.gatehouse.idp.access.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readers of streams that do not read. */
class SlowReaderIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final String LONG = "x".repeat(480);
    private static final int RECORDS = 30;

    private static String token;

    /** More than the buffers of a connection hold. */
    @BeforeAll
    static void fillTheLog() {
        token = "Bearer " + SERVER.adminToken();
        for (int record = 0; record < RECORDS; record++) {
            int number = record;
            Decisions.make(
                    SERVER,
                    "large",
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> new Change.RoleCreated(new RoleId(LONG + number + "-" + i)))
                            .toArray(Change[]::new));
        }
    }

    private static Socket open() throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        socket.connect(new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                SERVER.bean(Settings.class).server().port()));
        socket.getOutputStream()
                .write(("GET /access/v1/changes?workspace=large HTTP/1.1\r\nHost: localhost\r\n"
                                + "Accept: text/event-stream\r\nAuthorization: " + token + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    @Test
    void streamsWhenNobodyReadsThenOthersGoOnAndTheConnectionsAreClosed() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < OpenStreams.PER_SUBJECT; i++) {
                sockets.add(open());
            }
            Decisions.make(SERVER, "large", new Change.RoleCreated(new RoleId("made meanwhile")));
            assertThat(SERVER.get("/access/v1/changes?workspace=large&limit=1", token.substring(7))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(status()).isEqualTo(429);
            long deadline = System.nanoTime() + EventReader.PATIENCE.toNanos();
            int status;
            do {
                status = status();
            } while (status == 429 && System.nanoTime() < deadline);
            assertThat(status).isEqualTo(200);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int status() {
        try (EventReader stream =
                EventReader.open(EventReader.request(SERVER, "?workspace=acme").header("Authorization", token))) {
            return stream.response().statusCode();
        }
    }
}
