package dev.gatehouse.acl;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The rights that an entry includes. */
public sealed interface Rights {

    /** Every right, those included that a type declares later. Written {@code *}. */
    Rights ALL = new All();

    static Rights of(Right... rights) {
        return new Named(List.of(rights));
    }

    static Rights of(Collection<Right> rights) {
        return new Named(List.copyOf(rights));
    }

    boolean includes(Right right);

    /** Every right there is or will be. */
    record All() implements Rights {
        @Override
        public boolean includes(Right right) {
            return true;
        }

        @Override
        public String toString() {
            return "*";
        }
    }

    /** Rights by name, sorted and without repetition, so that equal sets are equal values. */
    record Named(List<Right> names) implements Rights {
        public Named {
            names = List.copyOf(new TreeSet<>(names));
            if (names.isEmpty()) {
                throw new IllegalArgumentException("An entry names at least one right, or *");
            }
            if (names.size() > Limits.RIGHTS_PER_ENTRY) {
                throw new IllegalArgumentException("An entry names at most " + Limits.RIGHTS_PER_ENTRY + " rights");
            }
        }

        @Override
        public boolean includes(Right right) {
            return names.contains(right);
        }

        @Override
        public String toString() {
            return names.toString();
        }
    }
}
