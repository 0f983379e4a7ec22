package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.storage.Stored;
import java.util.List;

/** What became of a change to an account. */
public sealed interface AccountUpdate {

    record Updated(Stored<Account> account) implements AccountUpdate {}

    record UsernameTaken() implements AccountUpdate {}

    record EmailTaken() implements AccountUpdate {}

    /** These fields of the profile are not well-formed. */
    record Malformed(List<String> fields) implements AccountUpdate {
        public Malformed {
            fields = List.copyOf(fields);
        }
    }

    /** The account has another version by now. */
    record Stale() implements AccountUpdate {}

    record Missing() implements AccountUpdate {}
}
