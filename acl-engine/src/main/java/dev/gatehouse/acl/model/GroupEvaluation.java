package dev.gatehouse.acl.model;

import dev.gatehouse.acl.model.SubjectGroups.Group;

/** What a group of subjects, or one of them, may do to a group of objects: every right at once. */
final class GroupEvaluation {

    private static final int NO_ONE = -1;

    private final EffectiveEntries effective;
    private final RightTable rights;
    private final long time;
    private final RightBits allows;
    private final RightBits denies;

    GroupEvaluation(EffectiveEntries effective, RightTable rights, long time) {
        this.effective = effective;
        this.rights = rights;
        this.time = time;
        this.allows = new RightBits(rights.names().size());
        this.denies = new RightBits(rights.names().size());
    }

    /** The rights that are new and those that are no more. */
    record Change(RightBits gained, RightBits lost) {
        boolean isNone() {
            return gained.isEmpty() && lost.isEmpty();
        }
    }

    Change change(ObjectGroups.Group objects, Group subjects) {
        return change(objects, subjects, NO_ONE);
    }

    /** The same for one subject of the group, which entries may name. */
    Change change(ObjectGroups.Group objects, Group subjects, int subject) {
        RightBits before = may(subjects.before(), objects.before, objects.declaredBefore, subject);
        RightBits after = may(subjects.after(), objects.after, objects.declaredAfter, subject);
        RightBits gained = after.copy();
        gained.removeAll(before);
        before.removeAll(after);
        return new Change(gained, before);
    }

    private RightBits may(SubjectSide side, int entries, long[] declared, int subject) {
        allows.set(side.allows());
        denies.set(side.denies());
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
        RightBits may = allows.copy();
        may.removeAll(denies);
        may.retain(declared);
        return may;
    }

    private void add(long entry, long expiresAt) {
        if (!PackedEntry.expires(entry) || time < expiresAt) {
            (PackedEntry.denies(entry) ? denies : allows).addSet(rights, PackedEntry.rights(entry));
        }
    }
}
