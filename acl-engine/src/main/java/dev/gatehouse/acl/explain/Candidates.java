package dev.gatehouse.acl.explain;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.explain.Repair.Step;
import dev.gatehouse.acl.model.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be added so that something allows a question: an entry with the one right, on an object of the path, for
 * somebody that the subject is; or a membership of somebody that the subject is, in a role that leads to an entry which
 * allows it. The nearest to the subject and to the object come first, since they give the least away.
 */
final class Candidates {

    /** So many of what a subject is, and of the roles that lead to an entry, are thought of. */
    private static final int NEAREST = 128;

    private final WorkspaceId workspace;
    private final List<Candidate> candidates = new ArrayList<>();
    private final boolean all;

    /**
     * One addition.
     *
     * @param role the role that gets a member; null for an entry
     */
    record Candidate(Step step, int distance, @Nullable RoleRef role) {}

    Candidates(WorkspaceId workspace, Evidence evidence, Right right) {
        this.workspace = workspace;
        List<Member> closure = evidence.closure();
        List<RoleRef> roles = evidence.rolesThatAllow();
        all = closure.size() <= NEAREST && roles.size() <= NEAREST;
        List<ObjectRef> path = evidence.path();
        for (int near = 0; near < Math.min(NEAREST, closure.size()); near++) {
            for (int up = 0; up < path.size(); up++) {
                addEntry(path.get(up), closure.get(near), right, near + up);
            }
            for (int far = 0; far < Math.min(NEAREST, roles.size()); far++) {
                addMember(roles.get(far), closure.get(near), near + far + 1);
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::distance));
    }

    List<Candidate> nearestFirst() {
        return candidates;
    }

    /** Whether there are no others. */
    boolean isAll() {
        return all;
    }

    private void addEntry(ObjectRef object, Member to, Right right, int distance) {
        WorkspaceId log = home(object, workspace);
        Member named = namedIn(log, to, workspace);
        if (named != null) {
            Change change = new Change.EntryAdded(Entry.allow(object, named, Rights.of(right)));
            candidates.add(new Candidate(new Step(log, change), distance, null));
        }
    }

    private void addMember(RoleRef role, Member member, int distance) {
        WorkspaceId log = role.home() == RoleRef.Home.SYSTEM ? WorkspaceId.SYSTEM : workspace;
        Member named = namedIn(log, member, workspace);
        if (named != null) {
            candidates.add(new Candidate(new Step(log, new Change.MemberAdded(role.id(), named)), distance, role));
        }
    }

    /** The log that holds the entries on an object of a path. */
    static WorkspaceId home(ObjectRef object, WorkspaceId workspace) {
        return object.equals(WorkspaceId.SYSTEM.root()) ? WorkspaceId.SYSTEM : workspace;
    }

    /** A member as a log names it; null when it cannot. */
    static @Nullable Member namedIn(WorkspaceId log, Member member, WorkspaceId workspace) {
        if (log.equals(workspace) || !(member instanceof RoleRef role)) {
            return member;
        }
        return role.home() == RoleRef.Home.SYSTEM ? role.id().here() : null;
    }
}
