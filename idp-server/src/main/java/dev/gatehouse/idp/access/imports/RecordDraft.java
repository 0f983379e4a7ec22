package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Fact;
import dev.gatehouse.idp.api.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The record that some lines become. None decides a fact twice: a line that says the opposite of another belongs into the
 * next record, so that the later holds, and a change that was said before is left out.
 *
 * <p>INVARIANT: what is left out holds already when its line is reached. It was said before, and since then nothing was
 * deleted and no type was defined anew, which alone undo what they do not name. A deletion or a definition is itself never
 * left out: what was made since may stand against it.
 */
final class RecordDraft {

    /** As much as {@code POST /access/v1/changes} takes; of what is left out, too, for lines are kept as they were read. */
    private static final int MOST_BYTES = JsonText.LARGEST;

    /** Lines that say what others said before add nothing, and are kept all the same. */
    private static final int MOST_LINES = 10 * Limits.CHANGES_PER_RECORD;

    private final Map<Fact, Change> decided = new HashMap<>();
    private final Set<Fact> stillTrue = new HashSet<>();
    private final List<List<Change>> added = new ArrayList<>();
    private int changes;
    private int bytes;

    /** How many lines it is made of. */
    int size() {
        return added.size();
    }

    /**
     * Takes a line, unless it belongs into the next record. An empty draft takes any.
     *
     * @param missing whether a role is to be created
     */
    boolean take(Line.Read line, Predicate<RoleId> missing) {
        List<Change> adds = new ArrayList<>();
        for (Change change : asked(line, missing)) {
            Fact fact = Fact.of(change);
            if (!decided.containsKey(fact)) {
                adds.add(change);
            } else if (!change.equals(decided.get(fact)) || !stillTrue.contains(fact)) {
                return false;
            }
        }
        if (changes + adds.size() > Limits.CHANGES_PER_RECORD
                || bytes + line.bytes() > MOST_BYTES
                || added.size() >= MOST_LINES) {
            return false;
        }
        adds.forEach(this::decide);
        added.add(adds);
        changes += adds.size();
        bytes += line.bytes();
        return true;
    }

    private static List<Change> asked(Line.Read line, Predicate<RoleId> missing) {
        List<Change> asked = new ArrayList<>();
        line.role().filter(missing).map(Change.RoleCreated::new).ifPresent(asked::add);
        asked.addAll(line.changes());
        return asked;
    }

    private void decide(Change change) {
        decided.put(Fact.of(change), change);
        if (undoesMore(change)) {
            stillTrue.clear();
        } else {
            stillTrue.add(Fact.of(change));
        }
    }

    /** Whether it may undo what another change made and it does not name. */
    private static boolean undoesMore(Change change) {
        return switch (change) {
            case Change.RoleDeleted deleted -> true;
            case Change.ObjectDeleted deleted -> true;
            case Change.ObjectTypeDefined defined -> true;
            case Change.MemberAdded made -> false;
            case Change.MemberRemoved made -> false;
            case Change.RoleCreated made -> false;
            case Change.ObjectPut made -> false;
            case Change.EntryAdded made -> false;
            case Change.EntryRemoved made -> false;
        };
    }

    /** The changes of the first lines. */
    List<Change> changes(int ofLines) {
        return added.stream().limit(ofLines).flatMap(List::stream).toList();
    }

    /** Which line a change is of, counted as {@link #changes} counts. */
    int lineOf(int change) {
        int seen = 0;
        for (int line = 0; line < added.size(); line++) {
            seen += added.get(line).size();
            if (change < seen) {
                return line;
            }
        }
        return added.size() - 1;
    }
}
