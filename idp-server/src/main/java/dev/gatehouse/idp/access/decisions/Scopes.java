package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ServerObjects;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.decisions.QuestionContext.Moment;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Finds where a caller's question is to be answered, and refuses to go where the caller does not belong. */
public final class Scopes {

    private final WorkspaceAccess workspaces;
    private final FollowedEngine engine;
    private final Clock clock;

    public Scopes(WorkspaceAccess workspaces, FollowedEngine engine, Clock clock) {
        this.workspaces = workspaces;
        this.engine = engine;
        this.clock = clock;
    }

    /** The time of all questions of a call. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** What the caller may is asked of the model as it is now, whatever past the question is about. */
    Checked<Scope> resolve(Caller caller, QuestionContext context, Instant now) {
        return newest(caller, context, now).then(scope -> at(context.at(), scope));
    }

    /**
     * The same for what only those may do who may ask about others. No past is looked up for anybody else.
     *
     * @param act what the caller wants to do, after "to"
     */
    Checked<Scope> resolveAboutOthers(Caller caller, QuestionContext context, Instant now, String act) {
        return newest(caller, context, now)
                .then(scope -> scope.requireAboutOthers(act))
                .then(scope -> at(context.at(), scope));
    }

    private Checked<Scope> newest(Caller caller, QuestionContext context, Instant now) {
        return workspaces
                .require(caller, meant(caller, context.workspace()), context.revision(), now)
                .then(view -> new Checked.Valid<>(new Scope(view, now, mayAskAboutOthers(caller, view, now))));
    }

    /**
     * The workspace that a caller means to change, if they belong to it.
     *
     * @param named null: the caller's own
     */
    public Checked<WorkspaceId> enter(Caller caller, @Nullable WorkspaceId named) {
        WorkspaceId workspace = meant(caller, named);
        return workspaces.require(caller, workspace).then(view -> new Checked.Valid<>(workspace));
    }

    /**
     * The workspace that a caller means to look into, if they may ask there about others.
     *
     * @param named null: the caller's own
     */
    public Checked<AccessView> readDecisions(Caller caller, @Nullable WorkspaceId named, Instant now) {
        return workspaces
                .require(caller, meant(caller, named), null, now)
                .then(newest -> mayAskAboutOthers(caller, newest, now)
                        ? new Checked.Valid<>(newest)
                        : new Checked.Refused<>(
                                Refusal.missing(Right.READ.name(), ServerObjects.DECISIONS.toString())));
    }

    /** {@code system} as it is now, for what is found there of a question asked elsewhere; empty for who does not belong to it. */
    Checked<Optional<Scope>> system(Caller caller, Instant now) {
        return switch (workspaces.require(caller, WorkspaceId.SYSTEM, null, now)) {
            case Checked.Valid<AccessView>(AccessView view) ->
                new Checked.Valid<>(Optional.of(new Scope(view, now, mayAskAboutOthers(caller, view, now))));
            case Checked.Refused<AccessView>(Refusal refusal) ->
                refusal.status() == HttpStatus.FORBIDDEN.value()
                        ? new Checked.Valid<>(Optional.empty())
                        : new Checked.Refused<>(refusal);
        };
    }

    private static WorkspaceId meant(Caller caller, @Nullable WorkspaceId named) {
        WorkspaceId workspace = named == null ? new WorkspaceId(caller.workspace()) : named;
        CallFacts.inWorkspace(workspace.value());
        return workspace;
    }

    private static boolean mayAskAboutOthers(Caller caller, AccessView view, Instant now) {
        return view.check(CallerSubject.of(caller), Right.READ, ServerObjects.DECISIONS, now)
                instanceof Decision.Allowed;
    }

    private Checked<Scope> at(@Nullable Moment moment, Scope newest) {
        WorkspaceId workspace = newest.view().workspace();
        return switch (moment) {
            case null -> new Checked.Valid<>(newest);
            case Moment.AtRevision(Revision revision) ->
                WorkspaceAccess.reached(engine.viewAt(workspace, revision))
                        .then(past -> new Checked.Valid<>(new Scope(past, past.time(), newest.aboutOthers())));
            case Moment.AtInstant(Instant instant) ->
                instant.isAfter(newest.time())
                        ? refused(400, "moment-in-the-future", "The instant of context.at has not come yet.")
                        : WorkspaceAccess.reached(engine.viewAt(workspace, instant))
                                .then(past -> new Checked.Valid<>(new Scope(past, instant, newest.aboutOthers())));
        };
    }

    private static <T> Checked<T> refused(int status, String code, String detail) {
        return new Checked.Refused<>(new Refusal(status, code, detail));
    }
}
