package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.AccessPolicy;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what to this server's own nouns: the access model says, as it is now, and nothing else does. A noun that
 * belongs to a workspace is asked about in the caller's, one of the whole instance in {@code system}.
 */
public final class OwnDoors implements AccessPolicy {

    private static final Right INTROSPECT = new Right(ServerObjects.INTROSPECT);

    private final FollowedEngine engine;
    private final WorkspaceAccess workspaces;
    private final Homes homes;
    private final Clock clock;

    public OwnDoors(FollowedEngine engine, Homes homes, Clock clock) {
        this.engine = engine;
        this.workspaces = new WorkspaceAccess(engine, clock);
        this.homes = homes;
        this.clock = clock;
    }

    @Override
    public Checked<Boolean> may(Caller caller, String right, String object) {
        ObjectRef asked = ServerObjects.named(object);
        WorkspaceId workspace =
                ServerObjects.ofTheInstance(asked) ? WorkspaceId.SYSTEM : new WorkspaceId(caller.workspace());
        Subject subject = CallerSubject.of(caller);
        return view(workspace).then(view -> {
            if (!allows(view, subject, new Right(right), asked)) {
                return new Checked.Valid<>(false);
            }
            // What is not in the caller's workspace is not found, and no rank of it is to be learnt.
            Optional<Subject> changed = right.equals(Right.UPDATE.name())
                    ? ServerObjects.subject(asked).filter(any -> homes.isAt(asked, caller.workspace()))
                    : Optional.empty();
            return changed.isEmpty()
                    ? new Checked.Valid<>(true)
                    : mayTakeOver(view, subject, changed.get())
                            .then(may -> may ? new Checked.Valid<>(true) : outranked(asked));
        });
    }

    @Override
    public Checked<Boolean> mayIn(@Nullable String workspace, Caller caller, String right, String object) {
        return WorkspaceAccess.meant(caller, workspace)
                .then(meant -> workspaces.require(caller, meant))
                .then(view -> new Checked.Valid<>(
                        allows(view, CallerSubject.of(caller), new Right(right), orRoot(view, object))));
    }

    /** Who may read all there is may know what is not there: whatever is missing is asked about as the root. */
    private static ObjectRef orRoot(AccessView view, String object) {
        return ServerObjects.find(object)
                .filter(found -> view.placement(found).isPresent())
                .orElse(view.workspace().root());
    }

    /** Whoever may do all in their workspace may do nothing by that in {@code system}, where others of it may do much. */
    private Checked<Boolean> mayTakeOver(AccessView here, Subject caller, Subject target) {
        Instant now = clock.instant();
        if (new Takeover(here, caller, now).givesMore(target)) {
            return new Checked.Valid<>(false);
        }
        return here.workspace().isSystem()
                ? new Checked.Valid<>(true)
                : view(WorkspaceId.SYSTEM)
                        .then(system -> new Checked.Valid<>(!new Takeover(system, caller, now).givesMore(target)));
    }

    private static Checked<Boolean> outranked(ObjectRef asked) {
        return new Checked.Refused<>(new Refusal(
                403,
                "outranked",
                "Whoever can change " + asked + " can act as it, and it has roles or rights that the caller does not"
                        + " have."));
    }

    /** Whether a client may ask about every token for a workspace. */
    public Checked<Boolean> mayIntrospect(Client client, String workspace) {
        return view(new WorkspaceId(workspace))
                .then(view -> new Checked.Valid<>(
                        allows(view, Subject.service(client.id()), INTROSPECT, ServerObjects.TOKENS)));
    }

    private Checked<AccessView> view(WorkspaceId workspace) {
        return WorkspaceAccess.reached(engine.view(workspace));
    }

    private boolean allows(AccessView view, Subject subject, Right right, ObjectRef object) {
        return view.check(subject, right, object, clock.instant()) instanceof Decision.Allowed;
    }
}
