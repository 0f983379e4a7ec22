package dev.gatehouse.acl.filter;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.change.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of the wish for a filter. */
public sealed interface FilterAnswer {

    /**
     * A filter for documents of one type.
     *
     * @param revision whose roles and root entries it holds; lists of the same revision give what the check says
     * @param time as of which entries have expired; later the filter is to be compiled anew
     * @param until when an entry on a root that it holds expires, after which it says something wrong; null: never
     */
    record Compiled(
            Filter filter,
            Revision revision,
            Instant time,
            @Nullable Instant until) implements FilterAnswer {}

    /** The type does not exist, or does not declare the right. */
    record Refused(Refusal refusal) implements FilterAnswer {}
}
