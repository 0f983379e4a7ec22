package dev.gatehouse.acl.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a group of subjects is at one revision: the roles it is in, and what the root of {@code system} says to it. */
final class SubjectSide {

    private final long[] closure;
    private final RightBits allows;
    private final RightBits denies;

    private SubjectSide(long[] closure, RightBits allows, RightBits denies) {
        this.closure = closure;
        this.allows = allows;
        this.denies = denies;
    }

    RightBits allows() {
        return allows;
    }

    RightBits denies() {
        return denies;
    }

    /** Whether the group is somebody that an entry is for, other than one of its subjects. */
    boolean includes(long to) {
        return Arrays.binarySearch(closure, to) >= 0;
    }

    void addMissingIn(SubjectSide other, Set<Long> missing) {
        for (long to : closure) {
            if (!other.includes(to)) {
                missing.add(to);
            }
        }
    }

    boolean saysSame(SubjectSide other) {
        return allows.equals(other.allows) && denies.equals(other.denies);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SubjectSide that && Arrays.equals(closure, that.closure) && saysSame(that);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(closure) * 31 + allows.hashCode();
    }

    /**
     * What the rest about a subject follows from.
     *
     * @param kind the guest, one whom an entry on the root of {@code system} names, by its number there, or any other
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Roots(int kind, int[] here, int[] there) {

        static final int GUEST = -2;
        static final int ANY = -1;

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Roots that
                    && kind == that.kind
                    && Arrays.equals(here, that.here)
                    && Arrays.equals(there, that.there);
        }

        @Override
        public int hashCode() {
            return (Arrays.hashCode(here) * 31 + Arrays.hashCode(there)) * 31 + kind;
        }
    }

    /** Makes the sides of one model pair at one time. */
    static final class Maker {

        private final ModelPair models;
        private final RightTable rights;
        private final long time;
        private final EntryList systemRoot;
        private final Map<Integer, RightBits> systemSets = new HashMap<>();

        /** Makes sides in which rights have the numbers that they have in a later model of the workspace. */
        Maker(ModelPair models, RightTable rights, long time) {
            this.models = models;
            this.rights = rights;
            this.time = time;
            Model system = models.system();
            this.systemRoot = models.workspace().isSystem() || system.root() == ObjectTable.NONE
                    ? FlatEntries.EMPTY
                    : system.objects().entries(system.root());
        }

        ModelPair models() {
            return models;
        }

        /** By the numbers in the workspace and in {@code system}. */
        Roots roots(int here, int there) {
            int kind = here == SubjectTable.GUEST || there == SubjectTable.GUEST ? Roots.GUEST : Roots.ANY;
            if (kind == Roots.ANY && there >= 0) {
                int[] found = {Roots.ANY};
                systemRoot.forEachOf(PackedEntry.to(PackedEntry.SUBJECT, there), (_, _) -> found[0] = there);
                kind = found[0];
            }
            return new Roots(
                    kind,
                    models.workspace().subjects().roles(here),
                    models.system().subjects().roles(there));
        }

        SubjectSide side(Roots roots) {
            boolean isGuest = roots.kind() == Roots.GUEST;
            int subject = isGuest ? SubjectTable.GUEST : NameTable.UNKNOWN;
            long[] all = Closure.all(models, subject, roots.here(), roots.there());
            long[] closure = isGuest ? Arrays.copyOfRange(all, 1, all.length) : all;
            RightBits allows = new RightBits(rights.names().size());
            RightBits denies = new RightBits(rights.names().size());
            SubjectSide side = new SubjectSide(closure, allows, denies);
            systemRoot.forEachShared((entry, expiresAt) -> {
                boolean everyone = PackedEntry.kind(entry) == PackedEntry.EVERYONE;
                long to = everyone
                        ? PackedEntry.to(entry)
                        : PackedEntry.to(PackedEntry.SYSTEM_ROLE, PackedEntry.number(entry));
                if (side.includes(to)) {
                    add(entry, expiresAt, side);
                }
            });
            int named = isGuest ? SubjectTable.GUEST : roots.kind();
            if (named >= 0) {
                systemRoot.forEachOf(
                        PackedEntry.to(PackedEntry.SUBJECT, named), (entry, expiresAt) -> add(entry, expiresAt, side));
            }
            return side;
        }

        private void add(long entry, long expiresAt, SubjectSide side) {
            if (!PackedEntry.expires(entry) || time < expiresAt) {
                RightBits into = PackedEntry.denies(entry) ? side.denies : side.allows;
                into.addAll(systemSets.computeIfAbsent(PackedEntry.rights(entry), this::translated));
            }
        }

        /** A set of {@code system} in the numbers of the workspace. */
        private RightBits translated(int set) {
            RightBits bits = new RightBits(rights.names().size());
            RightTable theirs = models.system().rights();
            for (int right = 0; right < rights.names().size(); right++) {
                if (theirs.includes(set, theirs.find(rights.names().get(right)))) {
                    bits.add(right);
                }
            }
            return bits;
        }
    }
}
