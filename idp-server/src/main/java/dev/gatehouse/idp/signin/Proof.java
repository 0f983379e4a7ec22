package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountId;
import java.time.Instant;

/**
 * That a person has shown a password which is good for nothing but choosing another one.
 *
 * @param generation the account's; whatever ended everything issued to the person since ended this as well
 * @param passwordSince since when the account has had the password that was shown; it tells it from any later one
 * @param at when it was shown
 */
public record Proof(AccountId account, long generation, Instant passwordSince, Instant at) {

    static Proof of(SignInResult.MustChangePassword shown, Instant now) {
        Account account = shown.account();
        return new Proof(account.id(), account.generation(), shown.passwordSince(), now);
    }
}
