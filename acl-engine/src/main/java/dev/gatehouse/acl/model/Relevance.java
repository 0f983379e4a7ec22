package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Limits;
import java.util.Set;

/**
 * Which objects a change may matter to: those that it changes, those below them, and those with an entry, of their own or
 * from above, for a role that somebody gains or loses.
 */
final class Relevance {

    private static final byte UNKNOWN = 0;
    private static final byte NO = 1;
    private static final byte YES = 2;

    private final ObjectTable before;
    private final ObjectTable after;
    private final Set<Long> changes;
    private final boolean everywhere;
    private final byte[] marks;
    private final int[] waiting = new int[Limits.PARENTS + 1];

    Relevance(Model modelBefore, Model modelAfter, SubjectGroups subjects) {
        before = modelBefore.objects();
        after = modelAfter.objects();
        changes = subjects.changes();
        marks = new byte[Math.max(before.size(), after.size())];
        everywhere = subjects.changesAtSystemRoot()
                || modelBefore.root() != modelAfter.root()
                || (modelAfter.root() != ObjectTable.NONE && matters(modelAfter.root()));
    }

    /** The numbers to ask about are less than this. */
    int end() {
        return marks.length;
    }

    boolean isRelevant(int object) {
        if (everywhere || object >= after.size()) {
            return true;
        }
        if (after.type(object) == 0) {
            return !isSame(object);
        }
        int depth = 0;
        int next = object;
        while (next != ObjectTable.NONE && marks[next] == UNKNOWN) {
            waiting[depth++] = next;
            if (matters(next)) {
                marks[next] = YES;
            } else {
                next = after.inherits(next) ? after.parent(next) : ObjectTable.NONE;
            }
        }
        byte mark = next == ObjectTable.NONE ? NO : marks[next];
        while (depth > 0) {
            marks[waiting[--depth]] = mark;
        }
        return mark == YES;
    }

    /** Where an object is the same in both, so is what is above it, until something is not. */
    private boolean matters(int object) {
        return !isSame(object) || names(after.entries(object));
    }

    /** Whether a number stands for the same object in both, at the same place and with the same list. */
    private boolean isSame(int object) {
        return object < before.size()
                && object < after.size()
                && after.lists().isSame(object, before.lists())
                && after.ups().get(object) == before.ups().get(object)
                && after.names().isSame(object, before.names());
    }

    private boolean names(EntryList list) {
        if (changes.isEmpty() || list.size() == 0) {
            return false;
        }
        boolean[] found = new boolean[1];
        list.forEachShared((entry, _) -> found[0] |= changes.contains(PackedEntry.to(entry)));
        return found[0];
    }
}
