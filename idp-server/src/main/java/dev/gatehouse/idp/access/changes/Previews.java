package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewAnswer;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Previews in pages. No node keeps one: each page is worked out anew, at the revision and time of the first. */
public final class Previews {

    private static final String LIST = "access-preview";

    private final FollowedEngine engine;
    private final PreviewLimit limit;
    private final Cursors cursors;
    private final Duration budget;
    private final LongSupplier nanoTime;

    public Previews(FollowedEngine engine, PreviewLimit limit, Cursors cursors) {
        this(engine, limit, cursors, Preview.BUDGET, System::nanoTime);
    }

    Previews(FollowedEngine engine, PreviewLimit limit, Cursors cursors, Duration budget, LongSupplier nanoTime) {
        this.engine = engine;
        this.limit = limit;
        this.cursors = cursors;
        this.budget = budget;
        this.nanoTime = nanoTime;
    }

    /**
     * The page that is asked for.
     *
     * @param newest the workspace as it is now
     * @param now for the first page
     */
    Checked<PreviewPage> page(PreviewRequest request, AccessView newest, Instant now) {
        Optional<String> cursor = request.cursor();
        return cursor.isEmpty()
                ? preview(newest, request.changes(), now)
                        .then(preview -> new Checked.Valid<>(page(request, preview, 0)))
                : cursors.decode(LIST, cursor.get())
                        .flatMap(PreviewPlace::parse)
                        .map(place -> continued(request, newest.workspace(), place))
                        .orElseGet(Previews::foreign);
    }

    /** The digest covers workspace, changes, revision and result, so a cursor leads on in its own preview alone. */
    private Checked<PreviewPage> continued(PreviewRequest request, WorkspaceId workspace, PreviewPlace place) {
        return WorkspaceAccess.reached(engine.viewAt(workspace, place.digest().revision()))
                .then(past -> preview(past, request.changes(), place.time()))
                .then(preview -> {
                    if (!preview.isComplete()) {
                        return new Checked.Refused<>(new Refusal(
                                503,
                                "preview-not-complete",
                                "The preview could not be worked out again within " + budget.toSeconds()
                                        + " s; try again."));
                    }
                    return preview.digest().equals(Optional.of(place.digest()))
                            ? new Checked.Valid<>(page(request, preview, place.from()))
                            : foreign();
                });
    }

    private static <T> Checked<T> foreign() {
        return new Checked.Refused<>(
                new Refusal(400, "invalid-cursor", "The cursor was not given out for a preview of these changes."));
    }

    private Checked<Preview> preview(AccessView view, List<Change> changes, Instant time) {
        return limit.within(() -> switch (view.preview(changes, time, new Budget(budget, nanoTime))) {
            case PreviewAnswer.Previewed(Preview preview) -> new Checked.Valid<>(preview);
            case PreviewAnswer.Refused(var refused) ->
                new Checked.Refused<>(Made.refused(refused).refusal());
        });
    }

    /** A part of what was found in time is shown, and leads nowhere: another time it may be another part. */
    private PreviewPage page(PreviewRequest request, Preview preview, long from) {
        PreviewPage page = new PreviewPage(preview, preview.shifts(from, request.limit()), null);
        long next = from + page.shifts().size();
        return next < preview.gained() + preview.lost()
                ? preview.digest()
                        .map(digest -> new PreviewPlace(digest, preview.time(), next))
                        .map(place -> page.leadingTo(cursors.encode(LIST, place.toString())))
                        .orElse(page)
                : page;
    }
}
