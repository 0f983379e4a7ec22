package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ServerObjects;
import dev.gatehouse.idp.access.decisions.QuestionContext.Moment;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.access.log.FreshView;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Finds where a caller's question is to be answered, and refuses to go where the caller does not belong. */
public final class Scopes {

    private final FollowedEngine engine;
    private final Clock clock;

    public Scopes(FollowedEngine engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** The time of all questions of a call. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the caller may is asked of the model as it is now, whatever past the question is about. */
    Checked<Scope> resolve(Caller caller, QuestionContext context, Instant now) {
        WorkspaceId workspace = meant(caller, context.workspace());
        return fresh(fresh(workspace, context)).then(newest -> {
            Subject asker = CallerSubject.of(caller);
            if (!belongs(caller, workspace, newest, now)) {
                return notMember(workspace);
            }
            boolean aboutOthers = may(newest, asker, ServerObjects.DECISIONS, now);
            return at(workspace, context.at(), newest, now, aboutOthers);
        });
    }

    /**
     * The workspace that a caller means to change, if they belong to it.
     *
     * @param named null: the caller's own
     */
    public Checked<WorkspaceId> enter(Caller caller, @Nullable WorkspaceId named) {
        WorkspaceId workspace = meant(caller, named);
        return fresh(engine.view(workspace))
                .then(view -> belongs(caller, workspace, view, now())
                        ? new Checked.Valid<>(workspace)
                        : notMember(workspace));
    }

    private static WorkspaceId meant(Caller caller, @Nullable WorkspaceId named) {
        WorkspaceId workspace = named == null ? new WorkspaceId(caller.workspace()) : named;
        CallFacts.inWorkspace(workspace.value());
        return workspace;
    }

    private static boolean belongs(Caller caller, WorkspaceId workspace, AccessView view, Instant now) {
        return workspace.value().equals(caller.workspace())
                || may(view, CallerSubject.of(caller), workspace.root(), now);
    }

    private static <T> Checked<T> notMember(WorkspaceId workspace) {
        return refused(403, "forbidden", "The caller does not belong to the workspace " + workspace + ".");
    }

    private FreshView fresh(WorkspaceId workspace, QuestionContext context) {
        return context.revision() == null ? engine.view(workspace) : engine.viewAtLeast(workspace, context.revision());
    }

    private static boolean may(AccessView view, Subject asker, ObjectRef object, Instant now) {
        return view.check(asker, Right.READ, object, now) instanceof Decision.Allowed;
    }

    private Checked<Scope> at(
            WorkspaceId workspace, @Nullable Moment moment, AccessView newest, Instant now, boolean aboutOthers) {
        return switch (moment) {
            case null -> new Checked.Valid<>(new Scope(newest, now, aboutOthers));
            case Moment.AtRevision(Revision revision) ->
                fresh(engine.viewAt(workspace, revision))
                        .then(past -> new Checked.Valid<>(new Scope(past, past.time(), aboutOthers)));
            case Moment.AtInstant(Instant instant) ->
                instant.isAfter(now)
                        ? refused(400, "moment-in-the-future", "The instant of context.at has not come yet.")
                        : fresh(engine.viewAt(workspace, instant))
                                .then(past -> new Checked.Valid<>(new Scope(past, instant, aboutOthers)));
        };
    }

    private static Checked<AccessView> fresh(FreshView view) {
        return switch (view) {
            case FreshView.Reached(AccessView reached) -> new Checked.Valid<>(reached);
            case FreshView.RevisionUnknown(Revision head) ->
                refused(
                        400,
                        "REVISION_UNKNOWN",
                        "There is no such revision: the logs of this workspace end at " + head + ".");
            case FreshView.NotReached() ->
                refused(503, "revision-not-reached", "The access model could not be read in time; try again.");
        };
    }

    private static <T> Checked<T> refused(int status, String code, String detail) {
        return new Checked.Refused<>(new Refusal(status, code, detail));
    }
}
