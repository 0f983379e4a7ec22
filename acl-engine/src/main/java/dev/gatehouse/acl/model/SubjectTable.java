package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.Subject;

/**
 * The subjects that the log has ever named, and the roles that each is a direct member of. The guest has the first
 * number, and what is true of everyone is kept under the second.
 */
record SubjectTable(NameTable names, RefColumn<int[]> roles, int count) {

    static final int GUEST = 0;
    static final int EVERYONE = 1;
    static final int FIRST = 2;

    static final int USERS = 1;
    static final int SERVICES = 2;

    static final SubjectTable EMPTY = new SubjectTable(NameTable.EMPTY, RefColumn.empty(), FIRST);

    /** The number of a subject, or {@link NameTable#UNKNOWN} when the log never named it. */
    int find(Subject subject) {
        return switch (subject) {
            case Subject.User user -> names.find(USERS, user.id());
            case Subject.Service service -> names.find(SERVICES, service.id());
            case Subject.Guest guest -> GUEST;
        };
    }

    Subject subject(int number) {
        if (number == GUEST) {
            return Subject.GUEST;
        }
        String id = names.name(number);
        return names.space(number) == USERS ? Subject.user(id) : Subject.service(id);
    }

    /** The subject with a number, or everyone. */
    Member member(int number) {
        return number == EVERYONE ? Everyone.EVERYONE : subject(number);
    }

    /** The roles that a subject is a direct member of; deleted ones may still be among them. */
    int[] roles(int number) {
        int[] direct = number < 0 ? null : roles.get(number);
        return direct == null ? SortedInts.NONE : direct;
    }

    Editor edit() {
        return new Editor(this);
    }

    /** Makes the next table. Used by one thread. */
    static final class Editor {

        private final NameTable.Editor names;
        private final RefColumn.Editor<int[]> roles;
        private int count;

        private Editor(SubjectTable base) {
            names = base.names.edit();
            roles = base.roles.edit();
            count = base.count;
        }

        int count() {
            return count;
        }

        int find(Subject subject) {
            return switch (subject) {
                case Subject.User user -> names.find(USERS, user.id());
                case Subject.Service service -> names.find(SERVICES, service.id());
                case Subject.Guest guest -> GUEST;
            };
        }

        int findOrAdd(Subject subject) {
            int known = find(subject);
            if (known != NameTable.UNKNOWN) {
                return known;
            }
            int number = count++;
            switch (subject) {
                case Subject.User user -> names.put(USERS, user.id(), number);
                case Subject.Service service -> names.put(SERVICES, service.id(), number);
                case Subject.Guest guest -> throw new IllegalStateException("The guest has a number");
            }
            return number;
        }

        int[] roles(int number) {
            int[] direct = number < 0 ? null : roles.get(number);
            return direct == null ? SortedInts.NONE : direct;
        }

        void setRoles(int number, int[] direct) {
            roles.set(number, direct.length == 0 ? null : direct);
        }

        /** For a snapshot. */
        NameTable.Editor names() {
            return names;
        }

        /** For a snapshot. */
        void restored(int everNamed) {
            count = everNamed;
        }

        SubjectTable freeze() {
            return new SubjectTable(names.freeze(), roles.freeze(), count);
        }
    }
}
