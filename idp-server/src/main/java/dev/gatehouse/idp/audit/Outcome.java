package dev.gatehouse.idp.audit;

import java.util.Locale;

/** How it ended. */
public enum Outcome {
    /** Announced, not yet ended. */
    INTENDED,
    SUCCESS,
    /** Refused by a rule: credentials, policy, protocol. */
    DENIED,
    /** Could not be done. */
    FAILURE,
    /** It cannot be told any more whether it was done. Only recovery records this. */
    UNKNOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** How records name it. */
    public String word() {
        return word;
    }
}
