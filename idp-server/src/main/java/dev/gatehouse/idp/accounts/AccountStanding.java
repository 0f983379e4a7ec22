package dev.gatehouse.idp.accounts;

/** Whether an account may be used. */
public sealed interface AccountStanding {

    record Good(Account account) implements AccountStanding {}

    record Suspended(Account account) implements AccountStanding {}

    /** It was deleted, or never was. */
    record Gone() implements AccountStanding {}
}
