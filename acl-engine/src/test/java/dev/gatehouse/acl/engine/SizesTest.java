package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Worlds.ACME;
import static dev.gatehouse.acl.engine.Worlds.NOW;
import static dev.gatehouse.acl.engine.Worlds.allow;
import static dev.gatehouse.acl.engine.Worlds.deny;
import static dev.gatehouse.acl.engine.Worlds.in;
import static dev.gatehouse.acl.engine.Worlds.put;
import static dev.gatehouse.acl.engine.Worlds.role;
import static dev.gatehouse.acl.engine.Worlds.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.model.SnapshotWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where representations change, and where naive ones break down. */
class SizesTest {

    /** Far above what a check takes, far below what looking at a million things takes. */
    private static final Duration PER_CHECK = Duration.ofNanos(100_000);

    private final Worlds world = new Worlds();

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 255, 256, 65_535, 65_536, 1_000_001})
    void asksWhenOneObjectHasManyEntriesThenInMicroseconds(int size) {
        world.make(ACME, type("doc", List.of(), List.of()), put("doc:1", null), put("doc:2", null));
        List<Change> entries = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            entries.add(i == 7 ? deny("doc:1", "user:7", "read") : allow("doc:1", "user:" + i, "read"));
        }
        world.makeAll(ACME, entries);
        answersQuickly(size);
        assertThat(world.may(ACME, "user:7", "read", "doc:1")).isFalse();

        List<byte[]> chunks = new ArrayList<>();
        AccessView view = world.engine.view(ACME);
        SnapshotWriter.write(view.models(), chunks::add);
        world.log.keep(ACME, view.revision().workspace(), chunks);
        Worlds fresh = new Worlds(world.log);
        assertThat(fresh.may(ACME, "user:" + (size - 1), "read", "doc:1")).isTrue();
        assertThat(fresh.may(ACME, "user:" + size, "read", "doc:1")).isFalse();

        world.make(ACME, new Change.EntryRemoved(Worlds.entry("doc:1", "user:0", "read")));
        assertThat(world.may(ACME, "user:0", "read", "doc:1")).isFalse();
        assertThat(world.may(ACME, "user:1", "read", "doc:1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 65_535, 65_536, 1_000_001})
    void asksWhenOneRoleHasManyMembersThenInMicroseconds(int size) {
        world.make(ACME, type("doc", List.of(), List.of()), put("doc:1", null), role("all"), role("top"));
        List<Change> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(in("all", "user:" + i));
        }
        world.makeAll(ACME, members);
        world.make(ACME, in("top", "role:all"), allow("doc:1", "role:top", "read"));
        answersQuickly(size);
        world.make(ACME, Worlds.out("top", "role:all"));
        assertThat(world.may(ACME, "user:0", "read", "doc:1")).isFalse();
    }

    private void answersQuickly(int size) {
        AccessView view = world.engine.view(ACME);
        ObjectRef doc = ObjectRef.of("doc", "1");
        Subject last = Subject.user("" + (size - 1));
        Subject absent = Subject.user("" + size);
        int asked = 20_000;
        int allowed = 0;
        long began = System.nanoTime();
        for (int i = 0; i < asked; i++) {
            allowed += view.check(i % 2 == 0 ? last : absent, Right.READ, doc, NOW) instanceof Decision.Allowed ? 1 : 0;
        }
        assertThat(Duration.ofNanos((System.nanoTime() - began) / asked)).isLessThan(PER_CHECK);
        assertThat(allowed).isEqualTo(asked / 2);
    }

    @Test
    void asksWhenManyEntriesDifferInTheirEndAloneThenTheLastOneCounts() {
        world.make(ACME, type("doc", List.of(), List.of()), put("doc:1", null));
        List<Change> entries = new ArrayList<>();
        ObjectRef doc = ObjectRef.of("doc", "1");
        for (int i = 1; i <= 5_000; i++) {
            entries.add(new Change.EntryAdded(
                    Entry.allow(doc, Subject.user("x"), Rights.of(Right.READ)).until(NOW.plusMillis(i))));
        }
        world.makeAll(ACME, entries);
        AccessView view = world.engine.view(ACME);
        assertThat(view.check(Subject.user("x"), Right.READ, doc, NOW.plusMillis(4_999)))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(view.check(Subject.user("x"), Right.READ, doc, NOW.plusMillis(5_000)))
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void asksWhenManyRolesMeetOnOneObjectThenAsForFew() {
        world.make(ACME, type("doc", List.of(), List.of()), put("doc:1", null));
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            changes.add(role("r" + i));
            changes.add(i == 399 ? deny("doc:1", "role:r399", "read") : allow("doc:1", "role:r" + i, "read"));
        }
        world.makeAll(ACME, changes);
        world.make(ACME, in("r0", "user:x"), in("r0", "user:y"), in("r399", "user:y"));
        assertThat(world.may(ACME, "user:x", "read", "doc:1")).isTrue();
        assertThat(world.may(ACME, "user:y", "read", "doc:1")).isFalse();
        assertThat(world.may(ACME, "user:z", "read", "doc:1")).isFalse();
    }
}
