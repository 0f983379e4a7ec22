package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Lines that become one record. Nothing in them decides a fact twice: what a line says again is left out, and one that
 * says the opposite belongs into the next record, so that of two lines the later holds.
 */
final class HeldLines {

    /** Lines that say what others said before add nothing, and are kept all the same. */
    private static final int MOST = 10 * Limits.CHANGES_PER_RECORD;

    private final Map<Fact, Change> decided = new HashMap<>();
    private final List<Held> lines = new ArrayList<>();
    private int changes;

    /** A line, and what it adds to those before. */
    private record Held(long number, List<Change> changes) {}

    boolean isEmpty() {
        return lines.isEmpty();
    }

    int size() {
        return lines.size();
    }

    /**
     * Takes a line, unless it belongs into the next record.
     *
     * @param missing whether a role is to be created
     */
    boolean take(Line.Read line, Predicate<RoleId> missing) {
        List<Change> added = new ArrayList<>();
        line.role()
                .filter(role -> !(decided.get(new Fact.Role(role)) instanceof Change.RoleCreated))
                .filter(missing)
                .ifPresent(role -> added.add(new Change.RoleCreated(role)));
        for (Change change : line.changes()) {
            Change before = decided.get(Fact.of(change));
            if (before != null && !before.equals(change)) {
                return false;
            }
            if (before == null) {
                added.add(change);
            }
        }
        boolean isContradicted = added.stream().anyMatch(change -> decided.containsKey(Fact.of(change)));
        if (isContradicted || changes + added.size() > Limits.CHANGES_PER_RECORD || lines.size() >= MOST) {
            return false;
        }
        added.forEach(change -> decided.put(Fact.of(change), change));
        changes += added.size();
        lines.add(new Held(line.number(), added));
        return true;
    }

    /** The changes of the first lines. */
    List<Change> changes(int ofLines) {
        return lines.stream()
                .limit(ofLines)
                .flatMap(line -> line.changes().stream())
                .toList();
    }

    /** The number of the first line. */
    long first() {
        return lines.getFirst().number();
    }

    /** Which line a change is of, counted as {@link #changes} counts. */
    int lineOf(int change) {
        int seen = 0;
        for (int i = 0; i < lines.size(); i++) {
            seen += lines.get(i).changes().size();
            if (change < seen) {
                return i;
            }
        }
        return lines.size() - 1;
    }

    /** Lets go of the first lines, which have their record; what they decided, others may decide anew. */
    void drop(int ofLines) {
        List<Held> dropped = lines.subList(0, ofLines);
        for (Held line : dropped) {
            changes -= line.changes().size();
            line.changes().forEach(change -> decided.remove(Fact.of(change)));
        }
        dropped.clear();
    }
}
