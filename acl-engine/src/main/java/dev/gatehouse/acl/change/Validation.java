package dev.gatehouse.acl.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a batch of changes when it was held against a model. */
public sealed interface Validation {

    /** All of them can be made. */
    record Valid(List<Change> effective) implements Validation {
        public Valid {
            effective = List.copyOf(effective);
        }
    }

    /** All of them are true already; there is nothing to record. */
    record AlreadyTrue() implements Validation {}

    /**
     * None of them is made.
     *
     * @param index of the first change that cannot be made
     * @param change null when the batch as such is refused
     */
    record Refused(int index, @Nullable Change change, Refusal refusal) implements Validation {}
}
