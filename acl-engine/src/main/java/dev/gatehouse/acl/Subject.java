package dev.gatehouse.acl;

/** Who acts. No user and no service is unknown: one that nothing names still is {@link Everyone}. */
public sealed interface Subject extends Member {

    /** Who acts without having said who they are. Written {@code guest}. */
    Subject GUEST = new Guest();

    static Subject user(String id) {
        return new User(id);
    }

    static Subject service(String id) {
        return new Service(id);
    }

    /** Reads {@code user:…}, {@code service:…} or {@code guest}. */
    static Subject parse(String written) {
        if (written.equals("guest")) {
            return GUEST;
        }
        if (written.startsWith("user:")) {
            return new User(written.substring(5));
        }
        if (written.startsWith("service:")) {
            return new Service(written.substring(8));
        }
        throw new IllegalArgumentException("A subject is written user:id, service:id or guest");
    }

    /** A person, by an opaque id. Written {@code user:id}. */
    record User(String id) implements Subject {
        public User {
            Names.id("user", id);
        }

        @Override
        public String toString() {
            return "user:" + id;
        }
    }

    /** A client that acts for itself, by an opaque id. Written {@code service:id}. */
    record Service(String id) implements Subject {
        public Service {
            Names.id("service", id);
        }

        @Override
        public String toString() {
            return "service:" + id;
        }
    }

    /** The one guest. */
    record Guest() implements Subject {
        @Override
        public String toString() {
            return "guest";
        }
    }
}
