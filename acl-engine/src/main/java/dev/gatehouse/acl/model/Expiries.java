package dev.gatehouse.acl.model;

/**
 * When entries of a model expire. Between two such instants nothing changes but the clock, so all times between them are as
 * good as the first.
 */
public final class Expiries {

    private Expiries() {}

    /** The last time, in milliseconds, at which an entry expired that a decision may depend on; 0 when none has by then. */
    public static long lastUntil(ModelPair models, long time) {
        long last = lastUntil(models.workspace().objects(), time);
        Model system = models.system();
        return system.root() == ObjectTable.NONE
                ? last
                : Math.max(last, lastUntil(system.objects().entries(system.root()), time));
    }

    @SuppressWarnings("ReferenceEquality") // it saves work; two equal lists looked at give the same
    private static long lastUntil(ObjectTable objects, long time) {
        long last = 0;
        EntryList before = null;
        for (int object = 0; object < objects.size(); object++) {
            EntryList list = objects.type(object) == 0 ? null : objects.entries(object);
            if (list != null && list != before) { // neighbours often share one list
                last = Math.max(last, lastUntil(list, time));
                before = list;
            }
        }
        return last;
    }

    private static long lastUntil(EntryList list, long time) {
        long[] last = new long[1];
        list.forEach((entry, expiresAt) -> {
            if (PackedEntry.expires(entry) && expiresAt <= time) {
                last[0] = Math.max(last[0], expiresAt);
            }
        });
        return last[0];
    }
}
