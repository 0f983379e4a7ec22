package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.sessions.Sessions;
import java.time.Duration;
import java.time.Instant;

/** What became of an attempt to sign in. */
public sealed interface SignInResult {

    record SignedIn(Sessions.Begun session) implements SignInResult {}

    /**
     * The password is right, and good for choosing another one only.
     *
     * @param passwordSince since when the account has had it
     */
    record MustChangePassword(Account account, Instant passwordSince) implements SignInResult {}

    /** Unknown, wrong or suspended: nobody is told which. */
    record Refused() implements SignInResult {}

    /** Not evaluated: too many have failed before. */
    record TooManyFailures(Duration retryAfter) implements SignInResult {}

    /** Not evaluated: this node has more to do than it can. */
    record Overloaded(Duration retryAfter) implements SignInResult {}
}
