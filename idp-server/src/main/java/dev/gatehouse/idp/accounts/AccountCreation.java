package dev.gatehouse.idp.accounts;

import java.util.List;

/** What became of an account to create. */
public sealed interface AccountCreation {

    record Created(Account account) implements AccountCreation {}

    record UsernameTaken() implements AccountCreation {}

    record EmailTaken() implements AccountCreation {}

    /** These fields of the profile are not well-formed. */
    record Malformed(List<String> fields) implements AccountCreation {
        public Malformed {
            fields = List.copyOf(fields);
        }
    }

    record PasswordRefused(PasswordVerdict verdict) implements AccountCreation {}
}
