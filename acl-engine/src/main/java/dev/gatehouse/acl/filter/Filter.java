package dev.gatehouse.acl.filter;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Right;
import java.time.Instant;
import java.util.List;

/**
 * A condition on one document and on nothing else, so that it may stand anywhere in a query. A renderer MUST keep a document
 * without lists out wherever {@link Listed} says so: no object is known for it, and what is unknown is denied.
 */
public sealed interface Filter {

    /** True of no document. */
    record Nothing() implements Filter {}

    /** True of a document that keeps the lists of an object, even if both are empty. */
    record Listed() implements Filter {}

    /** True when each is. */
    record All(List<Filter> filters) implements Filter {
        public All {
            filters = List.copyOf(filters);
        }
    }

    /** True when one is. */
    record Any(List<Filter> filters) implements Filter {
        public Any {
            filters = List.copyOf(filters);
        }
    }

    record Not(Filter filter) implements Filter {}

    /**
     * True when one and the same entry of a list has the effect, is for one of these, includes the right by name or as
     * every right, and has no end or one later than the time.
     *
     * @param to as {@link dev.gatehouse.acl.ListedEntry#to}, sorted
     */
    record Holds(Part part, Effect effect, List<String> to, Right right, Instant time) implements Filter {
        public Holds {
            to = List.copyOf(to);
        }
    }

    /** One of the two lists that a document keeps. */
    enum Part {
        OWN,
        INHERITED
    }
}
