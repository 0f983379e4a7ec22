package dev.gatehouse.idp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.idp.TestCertificate;
import dev.gatehouse.idp.outbound.OutboundAnswer.Failed;
import dev.gatehouse.idp.outbound.OutboundAnswer.Reason;
import dev.gatehouse.idp.outbound.OutboundAnswer.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to an https server on loopback, which stands for a host inside: reaching it without leave is the attack. */
@Timeout(60)
class OutboundClientTest {

    private static final int LIMIT = 1_000;
    private static final AtomicInteger REQUESTS = new AtomicInteger();
    private static final CountDownLatch END = new CountDownLatch(1);

    @TempDir
    static Path folder;

    private static HttpsServer server;
    private static ExecutorService threads;
    private static List<Certificate> trusted;
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();
    private final AtomicInteger resolutions = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        TestCertificate certificate = TestCertificate.of(folder, "inside.example", "localhost", "127.0.0.1", "8.8.8.8");
        trusted = OutboundTrust.certificates(certificate.certificate());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.ofServer()));
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", OutboundClientTest::serve);
        server.start();
    }

    @AfterAll
    static void stop() {
        END.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @BeforeEach
    void forget() {
        REQUESTS.set(0);
    }

    private static void serve(HttpExchange exchange) throws IOException {
        REQUESTS.incrementAndGet();
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/large" -> body(exchange, "x".repeat(LIMIT + 1));
            case "/full" -> body(exchange, "x".repeat(LIMIT));
            case "/endless" -> {
                exchange.sendResponseHeaders(200, 0);
                byte[] piece = new byte[8_192];
                while (END.getCount() > 0) {
                    exchange.getResponseBody().write(piece);
                }
            }
            case "/silent" -> {
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                await();
            }
            case "/mute" -> await();
            case "/redirect" -> {
                exchange.getResponseHeaders()
                        .add("Location", exchange.getRequestURI().getQuery());
                exchange.sendResponseHeaders(302, -1);
            }
            case "/failure" -> exchange.sendResponseHeaders(500, -1);
            case "/empty" -> exchange.sendResponseHeaders(204, -1);
            case "/headers" ->
                body(exchange, exchange.getRequestHeaders().keySet().toString());
            default -> body(exchange, "hello");
        }
        exchange.close();
    }

    private static void await() {
        try {
            END.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void body(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        resolutions.incrementAndGet();
        List<String> addresses = names.get(host);
        if (addresses == null) {
            return HostResolver.ofSystem().resolve(host);
        }
        return addresses.stream().map(InetAddress::ofLiteral).toList();
    }

    private OutboundAnswer call(List<String> allowed, String url) {
        return call(allowed, trusted, Duration.ofSeconds(30), url);
    }

    private OutboundAnswer call(List<String> allowed, List<Certificate> trust, Duration deadline, String url) {
        try (var client = new OutboundClient(new ReachableAddresses(allowed), this::resolve, trust, deadline)) {
            return client.get(OutboundUrl.parse(url).orElseThrow(), LIMIT);
        }
    }

    private static String inside(String path) {
        return at("inside.example", path);
    }

    private static String at(String host, String path) {
        return "https://" + host + ":" + server.getAddress().getPort() + path;
    }

    private static void assertFailed(OutboundAnswer answer, Reason reason) {
        assertThat(answer).isEqualTo(new Failed(reason));
    }

    @Nested
    class Reach {

        @ParameterizedTest
        @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0"})
        void callsWhenTheHostIsThisMachineThenRefusedBeforeAConnection(String host) {
            assertFailed(call(List.of(), at(host, "/")), Reason.ADDRESS_NOT_PUBLIC);
            assertThat(REQUESTS).hasValue(0);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::7", "fe80::1", "::ffff:127.0.0.1"})
        void callsWhenAPublicNameLeadsInsideThenRefused(String address) {
            names.put("inside.example", List.of(address));

            assertFailed(call(List.of(), inside("/")), Reason.ADDRESS_NOT_PUBLIC);
            assertThat(REQUESTS).hasValue(0);
        }

        @Test
        void callsWhenOnlyOneAddressOfTheNameIsInsideThenRefused() {
            names.put("inside.example", List.of("8.8.8.8", "127.0.0.1"));

            assertFailed(call(List.of(), inside("/")), Reason.ADDRESS_NOT_PUBLIC);
        }

        /** DNS rebinding: an answer to the check, another to the connection. */
        @Test
        void callsWhenTheNameIsResolvedThenOnceAndThatAddressIsCalled() {
            names.put("inside.example", List.of("127.0.0.1"));

            assertThat(call(List.of("127.0.0.1"), inside("/"))).isInstanceOf(Received.class);
            assertThat(resolutions).hasValue(1);
        }

        @Test
        void callsWhenTheNetworkIsAllowedThenAnswered() {
            names.put("inside.example", List.of("127.0.0.1"));

            assertThat(call(List.of("127.0.0.0/8"), inside("/"))).isEqualTo(new Received("hello"));
            assertThat(call(List.of("127.0.0.0/8"), at("127.0.0.1", "/"))).isEqualTo(new Received("hello"));
        }

        @Test
        void callsWhenTheNameHasNoAddressThenUnresolved() {
            names.put("inside.example", List.of());

            assertFailed(call(List.of(), inside("/")), Reason.UNRESOLVED);
        }
    }

    @Nested
    class Redirects {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "https://127.0.0.1/",
                    "http://169.254.169.254/latest/meta-data/",
                    "https://other.example/"
                })
        void callsWhenRedirectedThenNotFollowed(String location) {
            names.put("inside.example", List.of("127.0.0.1"));

            assertFailed(call(List.of("127.0.0.1"), inside("/redirect?" + location)), Reason.REDIRECTED);
            assertThat(REQUESTS).hasValue(1);
        }
    }

    @Nested
    class Limits {

        private OutboundAnswer get(String path, Duration deadline) {
            names.put("inside.example", List.of("127.0.0.1"));
            return call(List.of("127.0.0.1"), trusted, deadline, inside(path));
        }

        @Test
        void callsWhenTheBodyIsAtTheLimitThenReceivedAndBeyondTooLarge() {
            Duration enough = Duration.ofSeconds(30);

            assertThat(get("/full", enough)).isEqualTo(new Received("x".repeat(LIMIT)));
            assertFailed(get("/large", enough), Reason.TOO_LARGE);
            assertFailed(get("/endless", enough), Reason.TOO_LARGE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/silent", "/mute"})
        void callsWhenTheAnswerDoesNotComeThenTooSlow(String path) {
            assertFailed(get(path, Duration.ofMillis(300)), Reason.TOO_SLOW);
        }

        @Test
        void callsWhenTheStatusIsNoSuccessThenSaysSo() {
            assertFailed(get("/failure", Duration.ofSeconds(30)), Reason.STATUS);
            assertThat(get("/empty", Duration.ofSeconds(30))).isEqualTo(new Received(""));
        }

        @Test
        void callsWhenItAsksThenWithoutCookiesAndCredentials() {
            assertThat(((Received) get("/headers", Duration.ofSeconds(30))).body())
                    .doesNotContainIgnoringCase("cookie")
                    .doesNotContainIgnoringCase("authorization")
                    .doesNotContainIgnoringCase("accept-encoding");
        }
    }

    @Nested
    class Trust {

        @Test
        void callsWhenNobodyTrustedVouchesForTheHostThenTls() {
            names.put("inside.example", List.of("127.0.0.1"));

            assertFailed(call(List.of("127.0.0.1"), List.of(), Duration.ofSeconds(30), inside("/")), Reason.TLS);
            assertThat(REQUESTS).hasValue(0);
        }

        @Test
        void callsWhenTheCertificateIsAnotherHostsThenTls() {
            names.put("impostor.example", List.of("127.0.0.1"));

            assertFailed(call(List.of("127.0.0.1"), at("impostor.example", "/")), Reason.TLS);
            assertThat(REQUESTS).hasValue(0);
        }

        @Test
        void callsWhenNobodyListensThenUnreachable() throws IOException {
            int free;
            try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                free = socket.getLocalPort();
            }

            assertFailed(call(List.of("127.0.0.1"), "https://127.0.0.1:" + free + "/"), Reason.UNREACHABLE);
        }
    }
}
