package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.accounts.Account;

/** What a cookie stands for. */
public sealed interface SessionLookup {

    record Live(LiveSession session) implements SessionLookup {}

    /** The session would be good, but the account is suspended. */
    record Suspended(Account account) implements SessionLookup {}

    /** No session, or one that has ended. */
    record None() implements SessionLookup {}
}
