package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ServerObjects;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.time.Instant;

/** Says what a caller may see of a feed, by the model as it is at the moment of the question. */
final class Sights {

    private final WorkspaceAccess workspaces;
    private final FollowedEngine engine;
    private final Clock clock;

    Sights(WorkspaceAccess workspaces, FollowedEngine engine, Clock clock) {
        this.workspaces = workspaces;
        this.engine = engine;
        this.clock = clock;
    }

    /** For who may ask about others in the workspace. */
    Checked<Sight> of(Caller caller, WorkspaceId workspace, Revision atLeast) {
        Instant now = clock.instant();
        return workspaces
                .require(caller, workspace, atLeast, now)
                .then(view -> mayAskAboutOthers(caller, view, now)
                        ? ofSystem(caller, view, now).then(of -> new Checked.Valid<>(new Sight(view, of)))
                        : new Checked.Refused<>(new Refusal(
                                403, "forbidden", "The feed of changes takes the right read on access:decisions.")));
    }

    private Checked<Boolean> ofSystem(Caller caller, AccessView view, Instant now) {
        if (view.workspace().isSystem()) {
            return new Checked.Valid<>(true);
        }
        long position = view.revision().system();
        return WorkspaceAccess.reached(engine.viewAtLeast(WorkspaceId.SYSTEM, new Revision(position, position)))
                .then(system -> new Checked.Valid<>(mayAskAboutOthers(caller, system, now)));
    }

    private static boolean mayAskAboutOthers(Caller caller, AccessView view, Instant now) {
        return view.check(CallerSubject.of(caller), Right.READ, ServerObjects.DECISIONS, now)
                instanceof Decision.Allowed;
    }
}
