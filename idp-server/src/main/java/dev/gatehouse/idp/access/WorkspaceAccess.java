package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.access.log.FreshView;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a caller belongs to a workspace: it is their own, or they may read its root object. Whatever reaches the
 * documents of a workspace that a caller names MUST ask here first.
 */
public final class WorkspaceAccess {

    /** What callers are told when the model that they ask about could not be read in time. */
    public static final Refusal NOT_REACHED =
            new Refusal(503, "revision-not-reached", "The access model could not be read in time; try again.");

    private final FollowedEngine engine;
    private final Clock clock;

    public WorkspaceAccess(FollowedEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * The workspace that a call is about, for its record too. Whether the caller belongs to it is not asked.
     *
     * @param named as the query names it; null: the caller's own
     */
    public static Checked<WorkspaceId> meant(Caller caller, @Nullable String named) {
        try {
            WorkspaceId workspace = new WorkspaceId(named == null ? caller.workspace() : named);
            CallFacts.inWorkspace(workspace.value());
            return new Checked.Valid<>(workspace);
        } catch (IllegalArgumentException impossible) {
            return new Checked.Refused<>(Refusal.parameter("workspace", "is not the id of any workspace"));
        }
    }

    /** The workspace as it is now, for a caller who belongs to it. */
    public Checked<AccessView> require(Caller caller, WorkspaceId workspace) {
        return require(caller, workspace, null, clock.instant());
    }

    /**
     * The workspace as it is now, for a caller who belongs to it.
     *
     * @param atLeast what the answer must know; null: whatever is newest
     * @param now at which entries have expired or not
     */
    public Checked<AccessView> require(Caller caller, WorkspaceId workspace, @Nullable Revision atLeast, Instant now) {
        FreshView view = atLeast == null ? engine.view(workspace) : engine.viewAtLeast(workspace, atLeast);
        // How far the logs reach is told to those alone who belong to the workspace.
        FreshView decides = view instanceof FreshView.Reached ? view : engine.view(workspace);
        return reached(decides)
                .then(newest -> belongs(caller, newest, now)
                        ? reached(view)
                        : new Checked.Refused<>(new Refusal(
                                403, "forbidden", "The caller does not belong to the workspace " + workspace + ".")));
    }

    private static boolean belongs(Caller caller, AccessView view, Instant now) {
        return view.workspace().value().equals(caller.workspace())
                || view.check(
                                CallerSubject.of(caller),
                                Right.READ,
                                view.workspace().root(),
                                now)
                        instanceof Decision.Allowed;
    }

    /** The view, or why there is none, as callers are told. */
    public static Checked<AccessView> reached(FreshView view) {
        return switch (view) {
            case FreshView.Reached(AccessView reached) -> new Checked.Valid<>(reached);
            case FreshView.RevisionUnknown(Revision head) ->
                refused(
                        400,
                        "REVISION_UNKNOWN",
                        "There is no such revision: the logs of this workspace end at " + head + ".");
            case FreshView.NotReached() -> new Checked.Refused<>(NOT_REACHED);
        };
    }

    private static Checked<AccessView> refused(int status, String code, String detail) {
        return new Checked.Refused<>(new Refusal(status, code, detail));
    }
}
