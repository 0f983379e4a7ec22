package dev.gatehouse.idp.accounts;

/** What became of a new password. */
public sealed interface PasswordChange {

    record Changed() implements PasswordChange {}

    record Refused(PasswordVerdict verdict) implements PasswordChange {}

    /** Somebody else changed it in the same moment. */
    record Stale() implements PasswordChange {}
}
