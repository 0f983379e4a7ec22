package dev.gatehouse.idp.storage.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.CrashRound;
import dev.gatehouse.idp.storage.CrashingWriter;
import dev.gatehouse.idp.storage.CrashingWriter.Entry;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.WriteResult;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** An acknowledged write survives the death of our process, and of the database's. */
class MongoCrashTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void keepsEveryAcknowledgedWriteWhenOurProcessIsKilled(RepetitionInfo round) throws Exception {
        String uri =
                MongoPeer.shared().uri("crash_" + UUID.randomUUID().toString().substring(0, 8));
        var random = new SplittableRandom(round.getCurrentRepetition());
        var crash = new CrashRound();
        crash.killAfter(CrashRound.start(CrashingMongoWriter.class, uri), random.nextInt(1, 300));
        try (var store = MongoDocumentStore.open(uri, Clock.systemUTC(), BOUND)) {
            crash.verify(store.open(CrashingWriter.ENTRIES), false);
        }
    }

    @RepeatedTest(3)
    void keepsEveryAcknowledgedWriteWhenTheDatabaseIsKilled(RepetitionInfo round) throws Exception {
        var random = new SplittableRandom(round.getCurrentRepetition());
        MongoPeer peer = MongoPeer.start(folder.toString(), 0);
        String uri = peer.uri("crash");
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        var beforeTheKill = new Semaphore(0);
        var afterTheKill = new Semaphore(0);
        try (var store = MongoDocumentStore.open(uri, Clock.systemUTC(), BOUND);
                ExecutorService writers = Executors.newFixedThreadPool(4)) {
            Documents<Entry> entries = store.open(CrashingWriter.ENTRIES);
            List<? extends Future<?>> writing = IntStream.range(0, 4)
                    .mapToObj(i -> writers.submit(() -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            insert(entries, acknowledged);
                            beforeTheKill.release();
                            afterTheKill.release();
                        }
                    }))
                    .toList();
            beforeTheKill.acquire(random.nextInt(1, 200));
            peer.kill();
            afterTheKill.drainPermits();
            try (MongoPeer again = MongoPeer.start(folder.toString(), peer.port())) {
                afterTheKill.acquire(20);
                writers.shutdownNow();
                for (Future<?> writer : writing) {
                    writer.get();
                }
                assertThat(again.port()).isEqualTo(peer.port());
                for (String id : acknowledged) {
                    assertThat(entries.get(id)).as(id).isPresent();
                }
            }
        }
    }

    /** A write that fails while the database is away is repeated by nobody: it was not acknowledged. */
    private static void insert(Documents<Entry> entries, Queue<String> acknowledged) {
        String id = UUID.randomUUID().toString();
        try {
            WriteResult result = entries.insert(id, new Entry("name of " + id, null), ChangeId.unannounced());
            assertThat(result.written()).isTrue();
            acknowledged.add(id);
        } catch (StorageUnavailable unavailable) {
            assertThat(entries.type()).isEqualTo(CrashingWriter.ENTRIES);
        }
    }
}
