package dev.gatehouse.idp.grants;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many callers at once. */
public final class Race {

    public static final int CALLERS = 64;

    private Race() {}

    /** What each of {@link #CALLERS} callers got, all of them let go in the same moment. */
    public static <R> List<R> run(Callable<R> caller) {
        var start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(() -> {
                    start.await();
                    return caller.call();
                }));
            }
            start.countDown();
            List<R> results = new ArrayList<>();
            for (Future<R> one : callers) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
