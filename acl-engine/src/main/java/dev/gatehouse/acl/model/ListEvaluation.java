package dev.gatehouse.acl.model;

/**
 * What one object's entries say to one question: the bits {@link #ALLOWS} and {@link #DENIES}. A deny ends the reading,
 * since nothing outweighs it.
 */
final class ListEvaluation {

    static final int ALLOWS = 1;
    static final int DENIES = 2;

    private ListEvaluation() {}

    /**
     * Reads a list.
     *
     * @param models whose workspace the list belongs to
     * @param found the bits found before; after an allow only denies are looked for
     */
    static int read(
            EntryList list,
            ModelPair models,
            int subject,
            int[] direct,
            int[] systemDirect,
            int right,
            long time,
            int found) {
        if (found != 0 && !list.hasDenies()) {
            return found;
        }
        return switch (list) {
            case FlatEntries flat -> readFlat(flat, models, subject, direct, systemDirect, right, time, found);
            case ChunkedEntries chunked ->
                readChunked(chunked, models, subject, direct, systemDirect, right, time, found);
        };
    }

    private static int readFlat(
            FlatEntries list,
            ModelPair models,
            int subject,
            int[] direct,
            int[] systemDirect,
            int right,
            long time,
            int before) {
        RightTable rights = models.workspace().rights();
        int found = before;
        for (int i = 0; i < list.size(); i++) {
            long entry = list.entry(i);
            boolean denies = PackedEntry.denies(entry);
            if ((denies || found == 0)
                    && rights.includes(PackedEntry.rights(entry), right)
                    && (!PackedEntry.expires(entry) || time < list.expiry(i))
                    && Closure.includes(models, subject, direct, systemDirect, entry)) {
                if (denies) {
                    return DENIES;
                }
                found = ALLOWS;
            }
        }
        return found;
    }

    /** Few entries for roles are each looked at; otherwise each role of the subject is looked for. */
    private static int readChunked(
            ChunkedEntries list,
            ModelPair models,
            int subject,
            int[] direct,
            int[] systemDirect,
            int right,
            long time,
            int before) {
        if (list.forRoles() > FlatEntries.MOST) {
            int found = before;
            for (long to : Closure.all(models, subject, direct, systemDirect)) {
                found = readRange(list, models.workspace().rights(), to, right, time, found);
            }
            return found;
        }
        RightTable rights = models.workspace().rights();
        int found = before;
        if (subject >= 0) {
            found = readRange(list, rights, PackedEntry.to(PackedEntry.SUBJECT, subject), right, time, found);
        }
        if (subject != SubjectTable.GUEST) {
            found = readRange(list, rights, PackedEntry.to(PackedEntry.EVERYONE, 0), right, time, found);
        }
        long at = list.lowerBound(PackedEntry.first(PackedEntry.to(PackedEntry.ROLE, 0)), Long.MIN_VALUE);
        while (at != list.end()) {
            long to = PackedEntry.to(list.entry(at));
            if (Closure.includes(models, subject, direct, systemDirect, list.entry(at))) {
                found = readRange(list, rights, to, right, time, found);
            }
            at = list.lowerBound(PackedEntry.first(to + 1), Long.MIN_VALUE);
        }
        return found;
    }

    /** The entries for one member. Of those that differ in their end alone, the last to expire decides. */
    private static int readRange(ChunkedEntries list, RightTable rights, long to, int right, long time, int before) {
        int found = before;
        long at = list.lowerBound(PackedEntry.first(to), Long.MIN_VALUE);
        while (at != list.end() && PackedEntry.to(list.entry(at)) == to) {
            long entry = list.entry(at);
            long behind = list.behind(entry);
            if (rights.includes(PackedEntry.rights(entry), right)
                    && (!PackedEntry.expires(entry) || time < list.expiryBefore(behind))) {
                found |= PackedEntry.denies(entry) ? DENIES : ALLOWS;
            }
            at = behind;
        }
        return found;
    }
}
