package dev.gatehouse.acl;

/** Who may be in a role, and whom an entry may be for. */
public sealed interface Member permits Subject, Everyone, RoleRef {

    /**
     * Reads {@code user:…}, {@code service:…}, {@code guest}, {@code everyone}, {@code role:…} or
     * {@code role:system/…}; what it refuses, it explains in an {@link IllegalArgumentException}.
     */
    static Member parse(String written) {
        if (written.equals("everyone")) {
            return Everyone.EVERYONE;
        }
        if (written.startsWith("role:")) {
            return RoleRef.parse(written);
        }
        return Subject.parse(written);
    }
}
