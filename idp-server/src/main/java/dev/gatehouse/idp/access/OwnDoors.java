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
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;

/**
 * Who may do what to this server's own nouns: the access model says, as it is now, and nothing else does. A noun that
 * belongs to a workspace is asked about in the caller's, one of the whole instance in {@code system}.
 */
public final class OwnDoors implements AccessPolicy {

    private static final Right INTROSPECT = new Right(ServerObjects.INTROSPECT);

    private final FollowedEngine engine;
    private final Clock clock;

    public OwnDoors(FollowedEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public Checked<Boolean> may(Caller caller, String right, String object) {
        ObjectRef asked = ServerObjects.named(object);
        WorkspaceId workspace =
                ServerObjects.ofTheInstance(asked) ? WorkspaceId.SYSTEM : new WorkspaceId(caller.workspace());
        return may(CallerSubject.of(caller), new Right(right), asked, workspace);
    }

    /** Whether a client may ask about every token for a workspace. */
    public Checked<Boolean> mayIntrospect(Client client, String workspace) {
        return may(Subject.service(client.id()), INTROSPECT, ServerObjects.TOKENS, new WorkspaceId(workspace));
    }

    private Checked<Boolean> may(Subject subject, Right right, ObjectRef object, WorkspaceId workspace) {
        return WorkspaceAccess.reached(engine.view(workspace))
                .then(view -> new Checked.Valid<>(allows(view, subject, right, object)));
    }

    private boolean allows(AccessView view, Subject subject, Right right, ObjectRef object) {
        return view.check(subject, right, object, clock.instant()) instanceof Decision.Allowed;
    }
}
