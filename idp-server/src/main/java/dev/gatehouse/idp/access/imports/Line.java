package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.api.Refusal;
import java.util.List;
import java.util.Optional;

/** One line of an import. Numbers begin at 1; in a JSON array a line is an item. */
sealed interface Line {

    long number();

    /**
     * What it says.
     *
     * @param bytes about as many as it has; those of many lines together are exact
     * @param role is to be there before the changes are made; it is created where there is none
     */
    record Read(long number, int bytes, Optional<RoleId> role, List<Change> changes) implements Line {
        public Read {
            changes = List.copyOf(changes);
        }
    }

    /** It says nothing that could be done; the lines behind it can be read. */
    record Bad(long number, Refusal refusal) implements Line {}
}
