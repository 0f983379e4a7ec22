package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lines that wait for their record, as they were read. What a record of them leaves out is found anew when lines before
 * them got a record of their own, or were refused.
 */
final class HeldLines {

    private final List<Line.Read> lines = new ArrayList<>();
    private RecordDraft draft = new RecordDraft();

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** How many of the first lines fit into one record. */
    int size() {
        return draft.size();
    }

    /**
     * Takes a line, unless it belongs into the next record.
     *
     * @param missing whether a role is to be created
     */
    boolean take(Line.Read line, Predicate<RoleId> missing) {
        boolean fits = draft.size() == lines.size() && draft.take(line, missing);
        if (fits) {
            lines.add(line);
        }
        return fits;
    }

    /** The changes of the first lines. */
    List<Change> changes(int ofLines) {
        return draft.changes(ofLines);
    }

    /** The number of the first line. */
    long first() {
        return lines.getFirst().number();
    }

    /** Which line a change is of, counted as {@link #changes} counts. */
    int lineOf(int change) {
        return draft.lineOf(change);
    }

    /** Lets go of the first lines, which were made or refused; what they decided, the others decide anew. */
    void drop(int ofLines, Predicate<RoleId> missing) {
        lines.subList(0, ofLines).clear();
        draft = new RecordDraft();
        for (Line.Read line : lines) {
            if (!draft.take(line, missing)) {
                break;
            }
        }
    }
}
