package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.RawQuestion;
import dev.gatehouse.acl.engine.RawSearch;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What must be answered. */
public sealed interface Expectation {

    /** Where the file says it. */
    String path();

    WorkspaceId workspace();

    /** The time of the question. */
    Instant at();

    /**
     * One decision, however it is asked for.
     *
     * @param because for what reason it is denied; empty: for any
     */
    record Decided(
            String path,
            WorkspaceId workspace,
            Instant at,
            RawQuestion question,
            boolean allowed,
            Optional<Reason> because)
            implements Expectation {}

    /**
     * A whole list, in any order.
     *
     * @param others as {@link dev.gatehouse.acl.engine.Page#others}
     */
    record Listed(
            String path, WorkspaceId workspace, Instant at, RawSearch<?> search, Set<String> items, boolean others)
            implements Expectation {
        public Listed {
            items = Set.copyOf(items);
        }
    }
}
