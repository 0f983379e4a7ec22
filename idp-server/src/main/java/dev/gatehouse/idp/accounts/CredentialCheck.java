package dev.gatehouse.idp.accounts;

/** Whether what was typed is the password. */
public sealed interface CredentialCheck {

    /** It is; {@code mustChange} when it was good for this sign-in only. */
    record Right(boolean mustChange) implements CredentialCheck {}

    /** It is not, or there is no such account, or the account has no password. */
    record Wrong() implements CredentialCheck {}
}
