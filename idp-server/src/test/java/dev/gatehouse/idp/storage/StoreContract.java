package dev.gatehouse.idp.storage;

import static dev.gatehouse.idp.storage.Samples.ITEMS;

import dev.gatehouse.idp.storage.Samples.Item;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh database for each test of a contract, and many threads that want the same. */
abstract class StoreContract {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    final AdjustableClock clock = new AdjustableClock(START);
    DocumentStore store;
    Documents<Item> items;

    /** Opens the database of this test; the second time, the same one again. */
    protected abstract DocumentStore openStore(Clock withClock);

    /** How many threads contend for one document. */
    protected int contenders() {
        return 64;
    }

    @BeforeEach
    void openItems() {
        store = openStore(clock);
        items = store.open(ITEMS);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    /** Runs the action in that many threads at once. */
    <R> List<R> atOnce(int threads, Callable<R> action) throws Exception {
        var start = new CountDownLatch(1);
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(executor.submit(() -> {
                    start.await();
                    return action.call();
                }));
            }
            start.countDown();
            List<R> results = new ArrayList<>();
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
