package dev.gatehouse.idp.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.cli.VerifiedTrail;
import dev.gatehouse.idp.process.Acknowledged.Answer;
import dev.gatehouse.idp.process.Acknowledged.RefreshChain;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed at any moment under load has done what it said it had done: every answer has its record, every
 * acknowledged change stands, what was revoked stays revoked, and the trail is intact.
 *
 * <p>The seed is printed; {@code -Dgatehouse.test.seed=…} runs it again.
 */
class KilledUnderLoadIT {

    private static final int ROUNDS = 20;
    private static final int WORKERS = 16;
    private static final int SAMPLE = 25;

    private static final long SEED = Long.getLong("gatehouse.test.seed", System.nanoTime());
    private static final SplittableRandom RANDOM = new SplittableRandom(SEED);

    @TempDir
    private static Path folder;

    private static ServerInstance server;
    private static SignedInBrowser browser;
    private static TokenLoad.Registered party;
    private static String adminToken;
    private static final Map<String, Integer> ANSWERS = new TreeMap<>();

    @BeforeAll
    static void begin() throws Exception {
        System.out.println("killed under load: seed " + SEED);
        server = start();
        browser = SignedInBrowser.at(server, ServerInstance.ADMIN_PASSWORD);
        adminToken = TokenLoad.adminToken(server);
        party = TokenLoad.Registered.at(server, adminToken);
    }

    @AfterAll
    static void end() throws Exception {
        System.out.println("killed under load: answers of 2xx by record " + ANSWERS);
        server.close();
        assertThat(ANSWERS)
                .as("kinds of answers, seed %d", SEED)
                .containsOnlyKeys(
                        "token.issued",
                        "token.introspected",
                        "token.revoked",
                        "token.refreshed",
                        "client.created",
                        "grant.ended");
    }

    private static ServerInstance start() throws IOException, InterruptedException {
        return ServerInstance.start(data(), folder.resolve("server.log"), Map.of());
    }

    private static Path data() {
        return folder.resolve("data");
    }

    @RepeatedTest(ROUNDS)
    void keepsWhatItAcknowledgedWhenItIsKilledThenEveryAnswerHasItsRecord() throws Exception {
        if (!server.isAlive()) {
            server = start(); // the round before has failed in between
        }
        var acknowledged = new Acknowledged();
        long began = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        TokenLoad load = new TokenLoad(server, browser, party, adminToken, acknowledged).start(WORKERS, RANDOM.split());
        awaitAnswers(acknowledged, RANDOM.nextInt(20, 500));
        server.kill();
        load.join();
        boolean stopped = RANDOM.nextBoolean();
        if (stopped) {
            assertIntact();
        }
        server = start();
        assertThat(server.readyAfter()).as("ready again, seed %d", SEED).isLessThan(tenSeconds());
        assertThat(acknowledged.answers).as("answers, seed %d", SEED).isNotEmpty();
        acknowledged.answers.forEach(answer -> ANSWERS.merge(answer.action(), 1, Integer::sum));
        List<TrailFile.Entry> records = new TrailFile(data()).since(began);
        assertRecorded(acknowledged, records);
        assertThat(TrailFile.openIntents(records))
                .as("changes without an outcome, seed %d", SEED)
                .isEmpty();
        assertState(acknowledged);
        if (!stopped) {
            assertIntact();
        }
    }

    /** So many answers, or as many as there are in three seconds: the moment after is in the middle of others. */
    private static void awaitAnswers(Acknowledged acknowledged, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (acknowledged.answers.size() < count && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }

    /** On a machine that has nothing else to do; more where others wait for its processors. */
    private static Duration tenSeconds() {
        var machine = ManagementFactory.getOperatingSystemMXBean();
        double share = Math.max(1, machine.getSystemLoadAverage() / machine.getAvailableProcessors());
        return Duration.ofMillis((long) (10_000 * share));
    }

    private static void assertRecorded(Acknowledged acknowledged, List<TrailFile.Entry> entries) {
        Set<Answer> recorded = entries.stream()
                .filter(entry -> entry.outcome().equals("success"))
                .flatMap(entry -> Stream.of(entry.target(), "")
                        .map(target -> new Answer(entry.requestId(), entry.action(), target)))
                .collect(Collectors.toSet());
        Set<Answer> missing = new HashSet<>(acknowledged.answers);
        missing.removeAll(recorded);
        assertThat(missing).as("answers without a record, seed %d", SEED).isEmpty();
    }

    private static void assertState(Acknowledged acknowledged) throws Exception {
        for (String client : acknowledged.clients) {
            HttpResponse<String> answer = server.send(
                    server.request("/api/v1/clients/" + client).header("Authorization", "Bearer " + adminToken));
            assertThat(answer.statusCode()).as("client %s", client).isEqualTo(200);
        }
        for (String token : acknowledged.revoked) {
            assertThat(isActive(token)).as("revoked %s", TokenLoad.jti(token)).isFalse();
        }
        for (String token : acknowledged.alive.values().stream().limit(SAMPLE).toList()) {
            assertThat(isActive(token)).as("alive %s", TokenLoad.jti(token)).isTrue();
        }
        for (RefreshChain chain : acknowledged.chains) {
            assertThat(refresh(chain.next()))
                    .as("the refresh token of the last answer")
                    .isEqualTo(200);
            assertThat(refresh(chain.spent())).as("a used refresh token").isEqualTo(400);
        }
        for (String token : acknowledged.ended) {
            assertThat(refresh(token)).as("a revoked refresh token").isEqualTo(400);
        }
    }

    private static boolean isActive(String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.send(TokenLoad.form(
                server,
                "/oauth2/introspect",
                ServerInstance.CLIENT_ID,
                ServerInstance.CLIENT_SECRET,
                Map.of("token", token)));
        return TestServer.json(answer).required("active").asBoolean();
    }

    private static int refresh(String token) throws IOException, InterruptedException {
        var form = Map.of("grant_type", "refresh_token", "refresh_token", token);
        return server.send(TokenLoad.form(server, "/oauth2/token", party.id(), party.secret(), form))
                .statusCode();
    }

    private static void assertIntact() {
        VerifiedTrail trail = VerifiedTrail.in(data());
        assertThat(trail.status()).as(trail.report()).isZero();
    }
}
