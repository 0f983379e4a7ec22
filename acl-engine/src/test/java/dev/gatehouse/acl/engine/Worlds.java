package dev.gatehouse.acl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine on a log in memory, with short words for what tests do to it. */
final class Worlds {

    static final Instant NOW = Scripts.START;
    static final WorkspaceId ACME = Scripts.ACME;
    static final WorkspaceId SYSTEM = WorkspaceId.SYSTEM;

    final MemoryAccessLog log;
    final AccessEngine engine;

    Worlds() {
        this(new MemoryAccessLog());
    }

    Worlds(MemoryAccessLog log) {
        this.log = log;
        this.engine = new AccessEngine(log, Scripts.IMPLIED, new Cursors(new byte[32]), () -> NOW);
    }

    Commit commit(WorkspaceId workspace, List<Change> changes) {
        return engine.commit(workspace, new Batch("test", "event", changes));
    }

    Worlds make(WorkspaceId workspace, Change... changes) {
        assertThat(commit(workspace, List.of(changes))).isInstanceOf(Commit.Committed.class);
        return this;
    }

    /** In batches as large as a record may be. */
    Worlds makeAll(WorkspaceId workspace, List<Change> changes) {
        for (int from = 0; from < changes.size(); from += 1_000) {
            List<Change> batch = changes.subList(from, Math.min(changes.size(), from + 1_000));
            assertThat(commit(workspace, batch)).isInstanceOf(Commit.Committed.class);
        }
        return this;
    }

    Refusal refusal(WorkspaceId workspace, Change... changes) {
        Commit commit = commit(workspace, List.of(changes));
        assertThat(commit).isInstanceOf(Commit.Refused.class);
        return ((Commit.Refused) commit).refused().refusal();
    }

    boolean may(WorkspaceId workspace, String subject, String right, String object) {
        return engine.view(workspace).check(Subject.parse(subject), new Right(right), ObjectRef.parse(object), NOW)
                instanceof Decision.Allowed;
    }

    static Change role(String id) {
        return new Change.RoleCreated(new RoleId(id));
    }

    static Change noRole(String id) {
        return new Change.RoleDeleted(new RoleId(id));
    }

    static Change in(String role, String member) {
        return new Change.MemberAdded(new RoleId(role), Member.parse(member));
    }

    static Change out(String role, String member) {
        return new Change.MemberRemoved(new RoleId(role), Member.parse(member));
    }

    static Change type(String name, List<String> rights, List<String> parents) {
        return new Change.ObjectTypeDefined(ObjectType.of(name, rights, parents));
    }

    static Change put(String object, @Nullable String parent) {
        return put(object, parent, true);
    }

    static Change put(String object, @Nullable String parent, boolean inherit) {
        return new Change.ObjectPut(ObjectRef.parse(object), parent == null ? null : ObjectRef.parse(parent), inherit);
    }

    static Change gone(String object) {
        return new Change.ObjectDeleted(ObjectRef.parse(object));
    }

    static Entry entry(String object, String to, String... rights) {
        return Entry.allow(ObjectRef.parse(object), Member.parse(to), rights(rights));
    }

    static Change allow(String object, String to, String... rights) {
        return new Change.EntryAdded(entry(object, to, rights));
    }

    static Change deny(String object, String to, String... rights) {
        return new Change.EntryAdded(Entry.deny(ObjectRef.parse(object), Member.parse(to), rights(rights)));
    }

    private static Rights rights(String... rights) {
        List<Right> named = new ArrayList<>();
        for (String right : rights) {
            if (right.equals("*")) {
                return Rights.ALL;
            }
            named.add(new Right(right));
        }
        return Rights.of(named);
    }
}
