package dev.gatehouse.acl.bench;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import java.util.ArrayList;
import java.util.List;

/** Our half of {@link SmallWorld}. */
final class SmallModel {

    private static final WorkspaceId BENCH = new WorkspaceId("bench");

    private final List<Change> changes = new ArrayList<>();

    SmallModel() {
        changes.add(new Change.ObjectTypeDefined(ObjectType.of("doc", List.of(), List.of())));
        for (int chain = 0; chain < SmallWorld.CHAINS; chain++) {
            for (int level = 0; level < 10; level++) {
                changes.add(new Change.RoleCreated(role(chain, level)));
                if (level > 0) {
                    changes.add(new Change.MemberAdded(
                            role(chain, level), role(chain, level - 1).here()));
                }
            }
        }
        for (int object = 0; object < SmallWorld.OBJECTS; object++) {
            changes.add(new Change.ObjectPut(doc(object), null, true));
        }
    }

    private static RoleId role(int chain, int level) {
        return new RoleId("role" + chain + "-" + level);
    }

    private static ObjectRef doc(int object) {
        return ObjectRef.of("doc", "d" + object);
    }

    void allowRole(int object, int chain, int level) {
        RoleRef role = role(chain, level).here();
        changes.add(new Change.EntryAdded(Entry.allow(doc(object), role, Rights.of(Right.READ))));
    }

    void allowUser(int object, int user) {
        changes.add(
                new Change.EntryAdded(Entry.allow(doc(object), Subject.user("user" + user), Rights.of(Right.UPDATE))));
    }

    void denyRole(int object, int chain, int level) {
        RoleRef role = role(chain, level).here();
        changes.add(new Change.EntryAdded(Entry.deny(doc(object), role, Rights.of(Right.UPDATE))));
    }

    void member(int user, int chain) {
        changes.add(new Change.MemberAdded(role(chain, 0), Subject.user("user" + user)));
    }

    AccessView view() {
        AccessEngine engine = new AccessEngine(
                new MemoryAccessLog(), ImpliedObjects.ROOTS, new Cursors(new byte[32]), () -> LargeWorld.NOW);
        for (int from = 0; from < changes.size(); from += 1_000) {
            List<Change> batch = changes.subList(from, Math.min(changes.size(), from + 1_000));
            if (!(engine.commit(BENCH, new Batch("bench", "event", batch)) instanceof Commit.Committed)) {
                throw new IllegalStateException("The model is not valid");
            }
        }
        return engine.view(BENCH);
    }
}
