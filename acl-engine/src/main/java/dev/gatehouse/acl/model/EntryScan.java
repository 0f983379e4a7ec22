package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.model.Asking.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a workspace, expired ones included, those for deleted roles not. A place is the object's number above and
 * how many of its entries were passed below; only those are counted that show, since snapshots leave the others out.
 */
public final class EntryScan {

    private static final int INDEX_BITS = 25;
    private static final int INDEX = (1 << INDEX_BITS) - 1;
    private static final long ANYBODY = -1;
    private static final int ANY_RIGHT = -1;

    private final Model here;
    private final Model system;
    private final long to;
    private final int right;
    private final boolean none;
    private final Map<Integer, Rights> rights = new HashMap<>();

    /**
     * Says which entries.
     *
     * @param to for whom exactly; empty: for anybody
     * @param right which they include; empty: whichever they do
     */
    public EntryScan(ModelPair models, Optional<Member> to, Optional<Right> right) {
        this.here = models.workspace();
        this.system = models.system();
        this.to = to.map(this::packed).orElse(ANYBODY);
        this.right = right.map(here.rights()::find).orElse(ANY_RIGHT);
        this.none = (to.isPresent() && this.to < 0) || (right.isPresent() && this.right < 0);
    }

    /** Who an entry may be for, as a number; negative when no entry can be. */
    private long packed(Member member) {
        return switch (member) {
            case Subject subject -> packed(PackedEntry.SUBJECT, here.find(subject));
            case Everyone everyone -> packed(PackedEntry.EVERYONE, 0);
            case RoleRef role ->
                here.isSystem() || role.home() == RoleRef.Home.HERE
                        ? packed(PackedEntry.ROLE, here.roles().find(role.id().value()))
                        : packed(
                                PackedEntry.SYSTEM_ROLE,
                                system.roles().find(role.id().value()));
        };
    }

    private static long packed(int kind, int number) {
        return number < 0 ? number : PackedEntry.to(kind, number);
    }

    /** The entries on one object. */
    public Found<Entry> on(ObjectRef object, long from, int most) {
        int number = here.find(object);
        return number == ObjectTable.NONE ? nothing() : scan(number, number + 1, from, most, Integer.MAX_VALUE);
    }

    /** The entries on any object. */
    public Found<Entry> everywhere(long from, int most, int budget) {
        return scan(0, here.objects().size(), from, most, budget);
    }

    private static Found<Entry> nothing() {
        return new Found<>(List.of(), Asking.END);
    }

    /** The budget counts objects and entries that are looked at; the list of one object is read whole. */
    private Found<Entry> scan(int first, int end, long from, int most, int budget) {
        if (none) {
            return nothing();
        }
        List<Entry> items = new ArrayList<>();
        int start = Math.max(first, (int) (from >>> INDEX_BITS));
        long looked = 0;
        for (int object = start; object < end; object++) {
            if (items.size() == most || (looked >= budget && object > start)) {
                return new Found<>(items, (long) object << INDEX_BITS);
            }
            EntryList list = here.objects().entries(object);
            looked += 1 + list.size();
            if (list.size() > 0) {
                Reader reader = new Reader(object, object == start ? (int) from & INDEX : 0, most, items);
                list.forEach(reader);
                if (reader.stopped >= 0) {
                    return new Found<>(items, (long) object << INDEX_BITS | reader.stopped);
                }
            }
        }
        return new Found<>(items, Asking.END);
    }

    /** Reads the list of one object. */
    private final class Reader implements EntryList.Visitor {

        private final int object;
        private final int skip;
        private final int most;
        private final List<Entry> items;
        private int shown;
        private int stopped = -1;

        private Reader(int object, int skip, int most, List<Entry> items) {
            this.object = object;
            this.skip = skip;
            this.most = most;
            this.items = items;
        }

        @Override
        public void entry(long entry, long expiresAt) {
            Member member = stopped >= 0 ? null : here.member(entry, system);
            if (member == null) {
                return;
            }
            int place = shown++;
            if (place < skip || !matches(entry)) {
                return;
            }
            if (items.size() == most) {
                stopped = place;
            } else {
                items.add(made(entry, expiresAt, member));
            }
        }

        private boolean matches(long entry) {
            return (to == ANYBODY || PackedEntry.to(entry) == to)
                    && (right == ANY_RIGHT || here.rights().includes(PackedEntry.rights(entry), right));
        }

        private Entry made(long entry, long expiresAt, Member member) {
            Rights included = rights.computeIfAbsent(PackedEntry.rights(entry), here.rights()::rights);
            @Nullable Instant end = PackedEntry.expires(entry) ? Instant.ofEpochMilli(expiresAt) : null;
            Effect effect = PackedEntry.denies(entry) ? Effect.DENY : Effect.ALLOW;
            return new Entry(here.object(object), effect, member, new Entry.Terms(included, end));
        }
    }
}
