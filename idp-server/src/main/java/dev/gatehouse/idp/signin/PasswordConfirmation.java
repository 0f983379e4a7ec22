package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.CredentialCheck;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.secrets.PasswordHashingOverloaded;
import dev.gatehouse.idp.signin.Admission.Admitted;
import dev.gatehouse.idp.signin.Admission.Reservation;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a person who acts already for their password once more, under the same limits as signing in: who stole a token
 * must not try passwords with it faster than at the door.
 */
public final class PasswordConfirmation {

    private final Passwords passwords;
    private final SignInLimits limits;

    public PasswordConfirmation(Passwords passwords, SignInLimits limits) {
        this.passwords = passwords;
        this.limits = limits;
    }

    /** What became of it. */
    public sealed interface Result {

        record Confirmed() implements Result {}

        record Wrong() implements Result {}

        /** Not evaluated, since too many have failed or too much is to do. */
        record NotNow(Duration retryAfter, boolean tooManyFailures) implements Result {}
    }

    /**
     * Compares.
     *
     * @param address the peer's, or empty
     */
    public Result confirm(AccountId account, Password typed, String address) {
        // A counter of its own: failures here must not keep the person from signing in.
        return switch (limits.admit(address, "confirmation:" + account.value())) {
            case Admission.Refused(String limit, Duration retryAfter) -> new Result.NotNow(retryAfter, true);
            case Admitted(Reservation place) -> evaluate(account, typed, place);
        };
    }

    private Result evaluate(AccountId account, Password typed, Reservation place) {
        boolean settled = false;
        try {
            CredentialCheck check = passwords.check(Optional.of(account), typed);
            settled = true;
            return switch (check) {
                case CredentialCheck.Right right -> {
                    place.succeeded();
                    yield new Result.Confirmed();
                }
                case CredentialCheck.Wrong wrong -> {
                    place.failed();
                    yield new Result.Wrong();
                }
            };
        } catch (PasswordHashingOverloaded overloaded) {
            return new Result.NotNow(overloaded.retryAfter(), false);
        } finally {
            if (!settled) {
                place.withdrawn();
            }
        }
    }
}
