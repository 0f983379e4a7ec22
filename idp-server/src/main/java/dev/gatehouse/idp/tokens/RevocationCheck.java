package dev.gatehouse.idp.tokens;

/** Whether a verified token is still alive. */
public enum RevocationCheck {
    LIVE,
    REVOKED,
    /** This node has not heard from the log lately, so it cannot say; the request is to be answered with 503. */
    UNKNOWN
}
