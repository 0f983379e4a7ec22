package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, at one revision and one time.
 *
 * @param next the cursor of the next page; null when the list is complete
 * @param others whether those whom nothing names are in the list as well: for subjects, all other users and services
 *     ({@code everyone}); for objects of an implied type, all other objects of the type
 */
public record Page<T>(
        List<T> items,
        Revision revision,
        Instant time,
        @Nullable String next,
        boolean others) {

    public Page {
        items = List.copyOf(items);
    }

    public boolean isComplete() {
        return next == null;
    }
}
