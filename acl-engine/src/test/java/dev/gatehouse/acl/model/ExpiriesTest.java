package dev.gatehouse.acl.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpiriesTest {

    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final ObjectRef DOC = ObjectRef.of("doc", "1");

    private final AccessEngine engine = new AccessEngine(
            new MemoryAccessLog(), ImpliedObjects.ROOTS, new Cursors(new byte[32]), () -> Instant.EPOCH);

    private long lastUntil(long time) {
        return Expiries.lastUntil(engine.view(ACME).models(), time);
    }

    private void add(WorkspaceId workspace, ObjectRef object, Entry... entries) {
        List<Change> changes = new ArrayList<>();
        if (!object.equals(workspace.root())) {
            changes.add(new Change.ObjectTypeDefined(ObjectType.of("doc", List.of(), List.of())));
            changes.add(new Change.ObjectPut(object, null, true));
        }
        for (Entry entry : entries) {
            changes.add(new Change.EntryAdded(entry));
        }
        engine.commit(workspace, new Batch("test", "event", changes));
    }

    private static Entry until(ObjectRef object, String user, long end) {
        return Entry.allow(object, Subject.user(user), Rights.of(Right.READ)).until(Instant.ofEpochMilli(end));
    }

    @Test
    void looksWhenNothingExpiresThenTheBeginning() {
        add(ACME, DOC, Entry.allow(DOC, Subject.user("a"), Rights.ALL));
        assertThat(lastUntil(Long.MAX_VALUE)).isZero();
    }

    @Test
    void looksWhenSomeExpireThenTheLastThatHas() {
        add(ACME, DOC, until(DOC, "a", 10), until(DOC, "b", 20), until(DOC, "b", 30));
        assertThat(lastUntil(9)).isZero();
        assertThat(lastUntil(10)).isEqualTo(10);
        assertThat(lastUntil(29)).isEqualTo(20);
        assertThat(lastUntil(99)).isEqualTo(30);
    }

    @Test
    void looksWhenTheRootOfSystemHasOneThenItCountsEverywhere() {
        add(WorkspaceId.SYSTEM, WorkspaceId.SYSTEM.root(), until(WorkspaceId.SYSTEM.root(), "a", 15));
        add(ACME, DOC, until(DOC, "b", 10));
        assertThat(lastUntil(12)).isEqualTo(10);
        assertThat(lastUntil(15)).isEqualTo(15);
    }
}
