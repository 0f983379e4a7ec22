package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.sessions.LiveSession;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What somebody typed to sign in, and with which browser.
 *
 * @param address the peer's, or empty
 * @param knownHere whether a person has signed in with this browser before
 * @param before the session that the browser is in already
 */
public record PasswordAttempt(
        String name, Password password, String address, Predicate<AccountId> knownHere, Optional<LiveSession> before) {}
