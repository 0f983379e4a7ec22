package dev.gatehouse.idp.secrets;

/** What comparing a password with a stored hash has shown. */
public enum PasswordCheck {
    MATCH,
    /** It matches, and the hash was made with another cost than is in force now. */
    MATCH_OUTDATED,
    MISMATCH;

    public boolean matches() {
        return switch (this) {
            case MATCH, MATCH_OUTDATED -> true;
            case MISMATCH -> false;
        };
    }
}
