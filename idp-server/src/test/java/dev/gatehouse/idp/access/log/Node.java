package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessLog;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.idp.storage.DocumentStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** One server's engine over a store that others may use too, with a watch that the test moves. */
final class Node implements AutoCloseable {

    static final WorkspaceId ACME = new WorkspaceId("acme");
    static final ObjectRef PLAN = ObjectRef.of("doc", "plan");
    static final Instant LATER = Instant.parse("2090-01-01T00:00:00Z");

    final StoredSnapshots snapshots;
    final StoredAccessLog log;
    final FollowedEngine engine;
    private final AtomicLong nanos = new AtomicLong();

    Node(DocumentStore store) {
        this(store, log -> log);
    }

    /** @param around what stands between the engine and the log */
    Node(DocumentStore store, UnaryOperator<AccessLog> around) {
        snapshots = new StoredSnapshots(store, Clock.systemUTC());
        log = new StoredAccessLog(store, snapshots);
        var bare =
                new AccessEngine(around.apply(log), ImpliedObjects.ROOTS, new Cursors(new byte[32]), Clock.systemUTC());
        engine = new FollowedEngine(bare, snapshots, nanos::get);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    Commit commit(WorkspaceId workspace, Change... changes) {
        return engine.commit(workspace, new Batch("user:test", UUID.randomUUID().toString(), List.of(changes)));
    }

    /** Makes changes that cannot be refused; the revision that has them. */
    Revision make(WorkspaceId workspace, Change... changes) {
        return switch (commit(workspace, changes)) {
            case Commit.Committed committed -> committed.revision();
            case Commit.AlreadyTrue already -> already.revision();
            case Commit.Refused refused -> throw new AssertionError(refused);
            case Commit.Contended contended -> throw new AssertionError(contended);
        };
    }

    /** A document that role {@code staff} may read. */
    void makeScene() {
        make(
                ACME,
                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("doc"))),
                new Change.ObjectPut(PLAN, null, true),
                role("staff"),
                new Change.EntryAdded(
                        Entry.allow(PLAN, Member.parse("role:staff"), Rights.of(Right.READ, new Right("sign")))));
    }

    AccessView view() {
        return view(engine.view(ACME));
    }

    static AccessView view(FreshView fresh) {
        if (fresh instanceof FreshView.Reached(AccessView view)) {
            return view;
        }
        throw new AssertionError(fresh);
    }

    /** Whether somebody may read the plan, says a view. */
    static boolean reads(FreshView fresh, String user) {
        return view(fresh).check(Subject.user(user), Right.READ, PLAN, LATER) instanceof Decision.Allowed;
    }

    static Change role(String id) {
        return new Change.RoleCreated(new RoleId(id));
    }

    static Change in(String role, String member) {
        return new Change.MemberAdded(new RoleId(role), Member.parse(member));
    }

    static Change out(String role, String member) {
        return new Change.MemberRemoved(new RoleId(role), Member.parse(member));
    }

    @Override
    public void close() {
        engine.close();
    }
}
