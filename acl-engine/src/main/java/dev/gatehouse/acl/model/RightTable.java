package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of rights that types have declared, and the sets of rights that entries have named, by number. The set with
 * the number 0 is every right.
 *
 * @param numbers written to by nobody; a hash map, which finds without dividing
 */
record RightTable(
        Map<String, Integer> numbers, List<Right> names, NameTable setKeys, RefColumn<long[]> sets, int setCount) {

    static final int ALL = 0;

    static final RightTable EMPTY =
            new RightTable(Map.of(), List.of(), NameTable.EMPTY, RefColumn.empty(), 1).withNames(Right.OF_EVERY_TYPE);

    private static final int SPACE = 1;

    int find(Right right) {
        Integer number = numbers.get(right.name());
        return number == null ? NameTable.UNKNOWN : number;
    }

    /** Whether a set includes a right; one that no type declared is in the set of all alone. */
    boolean includes(int set, int right) {
        if (set == ALL) {
            return true;
        }
        long[] words = sets.get(set);
        return words != null && isIn(words, right);
    }

    static boolean isIn(long[] words, int right) {
        int word = right >>> 6;
        return right >= 0 && word < words.length && (words[word] >>> right & 1) != 0;
    }

    /** The number of a set, or {@link NameTable#UNKNOWN} when no entry ever named it. */
    int findSet(Rights rights) {
        return switch (rights) {
            case Rights.All all -> ALL;
            case Rights.Named named -> setKeys.find(SPACE, key(bits(named)));
        };
    }

    Rights rights(int set) {
        long[] words = set == ALL ? null : sets.get(set);
        if (words == null) {
            return Rights.ALL;
        }
        List<Right> included = new ArrayList<>();
        for (int right = 0; right < names.size(); right++) {
            if (isIn(words, right)) {
                included.add(names.get(right));
            }
        }
        return Rights.of(included);
    }

    RightTable withNames(Iterable<Right> declared) {
        Map<String, Integer> nextNumbers = new HashMap<>(numbers);
        List<Right> nextNames = new ArrayList<>(names);
        for (Right right : declared) {
            if (nextNumbers.putIfAbsent(right.name(), nextNames.size()) == null) {
                nextNames.add(right);
            }
        }
        return nextNames.size() == names.size()
                ? this
                : new RightTable(nextNumbers, List.copyOf(nextNames), setKeys, sets, setCount);
    }

    RightTable withSet(Rights.Named named) {
        Collector collector = collect();
        collector.add(bits(named));
        return collector.take();
    }

    Collector collect() {
        return new Collector(this);
    }

    /** Adds sets that are not there yet. */
    static final class Collector {

        private final RightTable base;
        private final NameTable.Editor keys;
        private final RefColumn.Editor<long[]> sets;
        private int count;

        private Collector(RightTable base) {
            this.base = base;
            keys = base.setKeys.edit();
            sets = base.sets.edit();
            count = base.setCount;
        }

        void add(long[] words) {
            keys.put(SPACE, key(words), count);
            sets.set(count++, words);
        }

        /** A set by the numbers of its rights. */
        void add(int[] rights) {
            int most = rights.length == 0 ? 0 : rights[rights.length - 1];
            long[] words = new long[(most >>> 6) + 1];
            for (int right : rights) {
                words[right >>> 6] |= 1L << right;
            }
            add(words);
        }

        RightTable take() {
            return new RightTable(base.numbers, base.names, keys.freeze(), sets.freeze(), count);
        }
    }

    /** The numbers of the rights in a set. */
    static int[] numbers(long[] words) {
        RoleSet.Collector numbers = new RoleSet.Collector();
        for (int right = 0; right < words.length << 6; right++) {
            if (isIn(words, right)) {
                numbers.add(right);
            }
        }
        return numbers.takeNumbers();
    }

    long[] bits(Rights.Named named) {
        return bits(named.names());
    }

    long[] bits(Iterable<Right> rights) {
        int most = 0;
        for (Right right : rights) {
            most = Math.max(most, find(right));
        }
        long[] words = new long[(most >>> 6) + 1];
        for (Right right : rights) {
            int number = find(right);
            if (number == NameTable.UNKNOWN) {
                throw new IllegalStateException("No type declares the right " + right);
            }
            words[number >>> 6] |= 1L << number;
        }
        return words;
    }

    /** A name for a set: three characters for each right. */
    private static String key(long[] words) {
        StringBuilder key = new StringBuilder();
        for (int right = 0; right < words.length << 6; right++) {
            if (isIn(words, right)) {
                key.append((char) ('0' + (right >>> 12)))
                        .append((char) ('0' + (right >>> 6 & 63)))
                        .append((char) ('0' + (right & 63)));
            }
        }
        return key.toString();
    }
}
