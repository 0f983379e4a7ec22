package dev.gatehouse.acl;

/** The answer to "may this subject do this to that object?", and the revision at which it was so. */
public sealed interface Decision {

    Revision revision();

    /** An entry allows it, and none denies it. */
    record Allowed(Revision revision) implements Decision {}

    /** Everything else. */
    record Denied(Revision revision, Reason reason) implements Decision {}

    /** Why it is denied. */
    enum Reason {
        /** No entry on the object's path allows it. */
        NOTHING_ALLOWS("nothing-allows"),
        /** An entry on the object's path denies it, whatever others allow. */
        ENTRY_DENIES("entry-denies"),
        /** The subject is neither a user nor a service nor the guest. */
        UNKNOWN_SUBJECT_TYPE("unknown-subject-type"),
        /** No subject can have the id: it is empty or too long, or holds what ids do not hold. */
        UNKNOWN_SUBJECT("unknown-subject"),
        UNKNOWN_OBJECT_TYPE("unknown-object-type"),
        /** The object's type does not declare the right. */
        UNKNOWN_RIGHT("unknown-right"),
        UNKNOWN_OBJECT("unknown-object");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** A stable word for programs. */
        public String code() {
            return code;
        }
    }
}
