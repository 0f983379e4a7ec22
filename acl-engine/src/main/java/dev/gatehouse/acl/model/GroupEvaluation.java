package dev.gatehouse.acl.model;

import dev.gatehouse.acl.model.SubjectGroups.Group;
import org.jspecify.annotations.Nullable;

/** What a group of subjects, or one of them, may do to a group of objects: every right at once. */
final class GroupEvaluation {

    private static final int NO_ONE = -1;

    private final EffectiveEntries effective;
    private final RightTable rights;
    private final long time;
    private final RightBits before;
    private final RightBits after;
    private final RightBits denies;
    private RightBits allows;

    GroupEvaluation(EffectiveEntries effective, RightTable rights, long time) {
        this.effective = effective;
        this.rights = rights;
        this.time = time;
        this.before = new RightBits(rights.names().size());
        this.after = new RightBits(rights.names().size());
        this.allows = before;
        this.denies = new RightBits(rights.names().size());
    }

    /** The rights that are new and those that are no more. */
    record Change(RightBits gained, RightBits lost) {}

    @Nullable Change change(ObjectGroups.Group objects, Group subjects) {
        return change(objects, subjects, NO_ONE);
    }

    /** The same for one subject of the group, which entries may name. Null when nothing differs. */
    @Nullable Change change(ObjectGroups.Group objects, Group subjects, int subject) {
        evaluate(before, subjects.before(), objects.before, objects.declaredBefore, subject);
        evaluate(after, subjects.after(), objects.after, objects.declaredAfter, subject);
        if (before.equals(after)) {
            return null;
        }
        RightBits gained = after.copy();
        gained.removeAll(before);
        RightBits lost = before.copy();
        lost.removeAll(after);
        return new Change(gained, lost);
    }

    private void evaluate(RightBits into, SubjectSide side, int entries, long[] declared, int subject) {
        into.set(side.allows());
        denies.set(side.denies());
        allows = into;
        effective.forEach(entries, list -> {
            list.forEachShared((entry, expiresAt) -> {
                if (side.includes(PackedEntry.to(entry))) {
                    add(entry, expiresAt);
                }
            });
            if (subject != NO_ONE) {
                list.forEachOf(PackedEntry.to(PackedEntry.SUBJECT, subject), this::add);
            }
        });
        into.removeAll(denies);
        into.retain(declared);
    }

    private void add(long entry, long expiresAt) {
        if (!PackedEntry.expires(entry) || time < expiresAt) {
            (PackedEntry.denies(entry) ? denies : allows).addSet(rights, PackedEntry.rights(entry));
        }
    }
}
