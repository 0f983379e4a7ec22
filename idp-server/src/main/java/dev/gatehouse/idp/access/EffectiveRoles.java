package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.access.log.FreshView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The roles that a subject is in at any depth, as tokens name them: {@code staff} for one of the workspace,
 * {@code system/support} for one of {@code system} where the workspace is another. Sorted, and all of them.
 *
 * <p>What was found is kept for as long as the workspace stands at the revision in which it was found: memberships do
 * not expire, so roles follow from the revision alone.
 */
public final class EffectiveRoles {

    private static final int MOST_SUBJECTS = 10_000;
    private static final int MOST_WORKSPACES = 1_000;

    private final FollowedEngine engine;
    private final Map<WorkspaceId, AtRevision> known = new ConcurrentHashMap<>();

    public EffectiveRoles(FollowedEngine engine) {
        this.engine = engine;
    }

    /** What became of asking. */
    public sealed interface Roles {

        /** These are all. */
        record Known(List<String> names) implements Roles {}

        /** The access model could not be read in time. */
        record NotReached() implements Roles {}
    }

    /** What was found at one revision of a workspace. */
    private record AtRevision(Revision revision, Map<Subject, Roles.Known> subjects) {}

    /** The roles as of now. */
    public Roles of(String workspace, Subject subject) {
        WorkspaceId id = new WorkspaceId(workspace);
        return switch (engine.view(id)) {
            case FreshView.Reached(AccessView view) -> kept(id, view, subject);
            case FreshView.NotReached() -> new Roles.NotReached();
            case FreshView.RevisionUnknown unasked -> throw new IllegalStateException("no revision was asked for");
        };
    }

    private Roles kept(WorkspaceId workspace, AccessView view, Subject subject) {
        AtRevision here = known.get(workspace);
        if (here == null || !here.revision().equals(view.revision())) {
            if (here == null && known.size() >= MOST_WORKSPACES) {
                known.clear();
            }
            here = new AtRevision(view.revision(), new ConcurrentHashMap<>());
            known.put(workspace, here);
        }
        Roles.Known roles = here.subjects().get(subject);
        if (roles == null) {
            if (here.subjects().size() >= MOST_SUBJECTS) {
                here.subjects().clear();
            }
            roles = new Roles.Known(find(view, subject));
            here.subjects().put(subject, roles);
        }
        return roles;
    }

    /** In a view, looked up anew. */
    static List<String> find(AccessView view, Subject subject) {
        List<String> names = new ArrayList<>();
        var query = new ReadQuery.RolesOf(subject, ReadQuery.Through.ROLES);
        long from = 0;
        do {
            AccessView.Part<RoleRef> part = view.list(query, view.time(), from, Limits.PAGE, Integer.MAX_VALUE);
            part.items().forEach(role -> names.add(name(role)));
            from = part.next();
        } while (from >= 0);
        names.sort(null);
        return List.copyOf(names);
    }

    private static String name(RoleRef role) {
        return (role.home() == RoleRef.Home.SYSTEM ? "system/" : "") + role.id();
    }
}
