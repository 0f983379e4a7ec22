package dev.gatehouse.acl;

import org.jspecify.annotations.Nullable;

/**
 * Somebody gains or loses one right on one object.
 *
 * @param who a subject, or everyone for all whom no log names, who decide alike
 * @param type of the object
 * @param id of the object; null for all objects of an implied type that have no record, which decide alike
 */
public record Shift(
        Direction direction,
        Member who,
        Right right,
        TypeName type,
        @Nullable String id) {

    /** Whether a right comes or goes. */
    public enum Direction {
        GAINED,
        LOST
    }
}
