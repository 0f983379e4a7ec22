package dev.gatehouse.acl.history;

import dev.gatehouse.acl.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to one question has changed, as it was at each instant. Before the first record of the logs everything is
 * denied, so a history that is complete says what held at any time.
 *
 * @param turns the newest first; permissions and denials take turns
 * @param since the moment down to which the history was looked at: all later turns are among these, earlier ones may be
 *     missing, and asking as of this moment goes on. Null: there are no others
 */
public record History(List<Turn> turns, @Nullable Moment since) {

    /** The most turns of one history. */
    public static final int MOST = 100;

    /** That of a question which was never answered but by no. */
    public static final History NONE = new History(List.of(), null);

    /** A moment of the past: an instant, and the revision of that instant. */
    public record Moment(Revision revision, Instant time) {}

    public History {
        turns = List.copyOf(turns);
    }

    public boolean isComplete() {
        return since == null;
    }
}
