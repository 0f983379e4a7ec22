package dev.gatehouse.idp.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param list names the list and all its filters
 * @param after the place behind which the page begins
 */
public record PageRequest(String list, int limit, Optional<String> after) {

    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;

    /** Reads the parameters {@code limit} and {@code cursor}. */
    public static Checked<PageRequest> of(
            String list, @Nullable String limit, @Nullable String cursor, Cursors cursors) {
        int most = DEFAULT_LIMIT;
        if (limit != null) {
            most = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
            if (most < 1 || most > MAX_LIMIT) {
                return new Checked.Refused<>(Refusal.parameter("limit", "is not a number from 1 to " + MAX_LIMIT));
            }
        }
        if (cursor == null) {
            return new Checked.Valid<>(new PageRequest(list, most, Optional.empty()));
        }
        Optional<String> place = cursors.decode(list, cursor);
        if (place.isEmpty()) {
            return new Checked.Refused<>(
                    new Refusal(400, "invalid-cursor", "The cursor was not given out for this list and its filters."));
        }
        return new Checked.Valid<>(new PageRequest(list, most, place));
    }
}
