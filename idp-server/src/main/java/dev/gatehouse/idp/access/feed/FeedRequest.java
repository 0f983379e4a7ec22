package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the feed.
 *
 * @param workspace null: the caller's
 * @param after the feed is wanted from there on
 */
record FeedRequest(@Nullable WorkspaceId workspace, Revision after, int limit) {

    static final int MOST = 1_000;
    static final int USUAL = 100;

    static final Revision BEGINNING = new Revision(0, 0);

    /** Reads the parameters. */
    static Checked<FeedRequest> read(@Nullable String workspace, @Nullable String after, @Nullable String limit) {
        int most = USUAL;
        if (limit != null) {
            most = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
            if (most < 1 || most > MOST) {
                return refused(Refusal.parameter("limit", "is not a number from 1 to " + MOST));
            }
        }
        Optional<Revision> from = after == null ? Optional.of(BEGINNING) : Revision.parse(after);
        if (from.isEmpty()) {
            return refused(Refusal.parameter("after", "is not a revision that an answer gave"));
        }
        try {
            WorkspaceId named = workspace == null ? null : new WorkspaceId(workspace);
            return new Checked.Valid<>(new FeedRequest(named, from.get(), most));
        } catch (IllegalArgumentException impossible) {
            return refused(Refusal.parameter("workspace", "is no id: " + impossible.getMessage()));
        }
    }

    /**
     * The same from where a stream ended.
     *
     * @param lastEventId null or empty: from where this one says
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#the-last-event-id-header">HTML, the
     *     Last-Event-ID header</a>
     */
    Checked<FeedRequest> resumedAt(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return new Checked.Valid<>(this);
        }
        return Revision.parse(lastEventId)
                .<Checked<FeedRequest>>map(last -> new Checked.Valid<>(new FeedRequest(workspace, last, limit)))
                .orElseGet(() -> refused(new Refusal(
                        400,
                        "malformed-last-event-id",
                        "The Last-Event-ID is not the id of an event of this stream.")));
    }

    private static Checked<FeedRequest> refused(Refusal refusal) {
        return new Checked.Refused<>(refusal);
    }
}
