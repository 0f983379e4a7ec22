package dev.gatehouse.idp.audit;

/** How it ended. */
public enum Outcome {
    /** Announced, not yet ended. */
    INTENDED,
    SUCCESS,
    /** Refused by a rule: credentials, policy, protocol. */
    DENIED,
    /** Could not be done. */
    FAILURE
}
