package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ListAnswer;
import dev.gatehouse.acl.engine.Page;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PageRequest;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a workspace holds, where and as fresh as the query asks. All pages of a list are of one revision. */
public final class Reads {

    static final String REVISION = "revision";
    static final String LIMIT = "limit";
    static final String CURSOR = "cursor";

    private final WorkspaceAccess workspaces;
    private final FollowedEngine engine;
    private final Cursors cursors;
    private final Clock clock;

    public Reads(WorkspaceAccess workspaces, FollowedEngine engine, Cursors cursors, Clock clock) {
        this.workspaces = workspaces;
        this.engine = engine;
        this.cursors = cursors;
        this.clock = clock;
    }

    /**
     * A part of a list.
     *
     * @param next the cursor of the next part; empty on the last
     */
    record Listed<T>(Page<T> page, AccessView view, Optional<String> next) {}

    /** The workspace as it is now and knows at least the revision that the query names. */
    Checked<AccessView> view(Caller caller, Map<String, String> query) {
        return WorkspaceAccess.meant(caller, query.get(Operation.WORKSPACE))
                .then(workspace -> revision(query.get(REVISION))
                        .then(revision -> workspaces.require(caller, workspace, revision.orElse(null), now())))
                .then(view -> {
                    CallFacts.note("access.revision", view.revision().toString());
                    return new Checked.Valid<>(view);
                });
    }

    <T> Checked<Listed<T>> list(Caller caller, Map<String, String> query, ReadQuery<T> asked) {
        CallFacts.note("access.question", asked.written().replace('\n', ' '));
        return view(caller, query).then(newest -> {
            String list = "access " + newest.workspace() + "\n" + asked.written();
            return PageRequest.of(list, query.get(LIMIT), query.get(CURSOR), cursors)
                    .then(wish -> page(newest, asked, wish))
                    .then(listed -> new Checked.Valid<>(new Listed<>(
                            listed.page(),
                            listed.view(),
                            Optional.ofNullable(listed.page().next()).map(place -> cursors.encode(list, place)))));
        });
    }

    private <T> Checked<ListAnswer.Listed<T>> page(AccessView newest, ReadQuery<T> asked, PageRequest wish) {
        if (wish.after().isEmpty()) {
            return noted(new ListAnswer.Listed<>(engine.engine().page(newest, asked, now(), 0, wish.limit()), newest));
        }
        String cursor = wish.after().get();
        return engine.list(newest.workspace(), asked, cursor, wish.limit())
                .map(Reads::checked)
                .orElseGet(() -> new Checked.Refused<>(WorkspaceAccess.NOT_REACHED));
    }

    private static <T> Checked<ListAnswer.Listed<T>> checked(ListAnswer<T> answer) {
        return switch (answer) {
            case ListAnswer.Listed<T> listed -> noted(listed);
            case ListAnswer.CursorRefused<T>() ->
                new Checked.Refused<>(
                        new Refusal(400, "invalid-cursor", "The cursor was not given out for this list."));
            case ListAnswer.RevisionUnknown<T>() ->
                new Checked.Refused<>(new Refusal(
                        400,
                        "REVISION_UNKNOWN",
                        "The logs do not reach the revision that the list began at; begin anew."));
        };
    }

    private static <T> Checked<ListAnswer.Listed<T>> noted(ListAnswer.Listed<T> listed) {
        CallFacts.note("access.revision", listed.page().revision().toString());
        CallFacts.note("access.found", Integer.toString(listed.page().items().size()));
        return new Checked.Valid<>(listed);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Checked<Optional<Revision>> revision(@Nullable String written) {
        Optional<Revision> revision = Optional.ofNullable(written).flatMap(Revision::parse);
        return written != null && revision.isEmpty()
                ? new Checked.Refused<>(Refusal.parameter(REVISION, "is not a revision that an answer gave"))
                : new Checked.Valid<>(revision);
    }
}
