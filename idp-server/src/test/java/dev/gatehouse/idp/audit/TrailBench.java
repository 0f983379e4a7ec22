package dev.gatehouse.idp.audit;

import com.sun.management.OperatingSystemMXBean;
import dev.gatehouse.idp.keys.CryptoProviders;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Measures durable records a second and CPU a record; run by hand: {@code TrailBench <threads> <seconds>}. */
public final class TrailBench {

    private TrailBench() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        System.out.println(CryptoProviders.install().report());
        Path folder = Files.createTempDirectory("trail-bench");
        try (var trail = TestTrail.in(folder)) {
            for (int round = 0; round < Integer.getInteger("rounds", 3); round++) {
                round(trail, threads, seconds);
            }
        }
        System.out.println(folder + " " + Files.size(folder.resolve("audit.db")) / 1_000_000 + " MB");
    }

    private static void round(TestTrail trail, int threads, int seconds) throws InterruptedException {
        var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var count = new AtomicLong();
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long cpu = os.getProcessCpuTime();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int self = i;
            all.add(Thread.ofVirtual().start(() -> load(trail, self, end, count)));
        }
        for (Thread thread : all) {
            thread.join();
        }
        double used = (os.getProcessCpuTime() - cpu) / 1e3;
        System.out.printf(
                "%d threads: %,d records/s, %.1f us CPU a record, %.1f records a group%n",
                threads,
                count.get() / seconds,
                used / count.get(),
                trail.open().metrics().recordsAGroup());
    }

    /** {@code service}: one client at one address; {@code crowd}: many, with tokens that nobody saw before. */
    private static void load(TestTrail trail, int self, long end, AtomicLong count) {
        boolean crowd = Boolean.getBoolean("crowd");
        var request = new RequestContext(
                "3f0e5a6c-0000-4000-8000-00000000000" + self % 10, "192.0.2." + (crowd ? self : 1), "curl/8.5.0", null);
        var random = new java.util.SplittableRandom(self);
        ScopedValue.where(RequestContext.CURRENT, request).run(() -> {
            for (long n = 0; System.nanoTime() < end; n++) {
                String token = crowd
                        ? Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong())
                        : "token-with-a-usual-length-" + random.nextInt(100);
                trail.trail()
                        .record(
                                Actor.service("client-" + (crowd ? self % 10 : 1)),
                                n % 2 == 0 ? TestTrail.introspected(token) : TestTrail.issued(token));
                count.incrementAndGet();
            }
        });
    }
}
