package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Limit;
import dev.gatehouse.acl.change.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Nothing here recurses along the data. */
class DepthTest {

    private static final int SMALL_STACK = 160 * 1024;
    private static final int LEVELS = 10_000;

    private final Worlds world = new Worlds();

    private static void onASmallStack(Runnable work) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, work, "small", SMALL_STACK);
        thread.setUncaughtExceptionHandler((_, thrown) -> failure.set(thrown));
        thread.start();
        thread.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    void nestsWhenRolesAreTenThousandDeepThenRefusedWithTheLimit() throws InterruptedException {
        onASmallStack(() -> {
            List<Change> roles = new ArrayList<>();
            for (int i = 0; i < LEVELS; i++) {
                roles.add(role("r" + i));
            }
            world.makeAll(ACME, roles);
            Refusal last = null;
            int landed = 0;
            for (int i = 1; i < LEVELS; i++) {
                Commit commit = world.commit(ACME, List.of(in("r" + i, "role:r" + (i - 1))));
                landed += commit instanceof Commit.Committed ? 1 : 0;
                last = commit instanceof Commit.Refused refused
                        ? refused.refused().refusal()
                        : last;
            }
            assertThat(last).isEqualTo(new Refusal.LimitReached(Limit.ROLE_DEPTH, 50));
            assertThat(landed).isEqualTo(LEVELS / 50 * 49);
        });
    }

    @Test
    void nestsWhenObjectsAreTenThousandDeepThenRefusedWithTheLimit() throws InterruptedException {
        onASmallStack(() -> {
            world.make(ACME, type("folder", List.of(), List.of("folder")), put("folder:0", null));
            Refusal last = null;
            for (int i = 1; i < LEVELS && last == null; i++) {
                Commit commit = world.commit(ACME, List.of(put("folder:" + i, "folder:" + (i - 1))));
                last = commit instanceof Commit.Refused refused
                        ? refused.refused().refusal()
                        : null;
                assertThat(i <= 32).isEqualTo(last == null);
            }
            assertThat(last).isEqualTo(new Refusal.LimitReached(Limit.PARENTS, 32));
        });
    }

    @Test
    void nestsWhenAMillionPathsLeadUpThenInMilliseconds() {
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            List<Change> changes = new ArrayList<>();
            for (int level = 0; level <= 20; level++) {
                changes.add(role("l" + level));
                changes.add(role("r" + level));
            }
            for (int level = 0; level < 20; level++) {
                for (String below : List.of("l", "r")) {
                    for (String above : List.of("l", "r")) {
                        changes.add(in(above + (level + 1), "role:" + below + level));
                    }
                }
            }
            world.makeAll(ACME, changes);
            world.make(ACME, type("doc", List.of(), List.of()), put("doc:1", null), in("l0", "user:a"));
            world.make(ACME, allow("doc:1", "role:r20", "read"));
            assertThat(world.may(ACME, "user:a", "read", "doc:1")).isTrue();
            world.make(ACME, Worlds.out("r20", "role:l19"), Worlds.out("r20", "role:r19"));
            assertThat(world.may(ACME, "user:a", "read", "doc:1")).isFalse();
        });
    }
}
