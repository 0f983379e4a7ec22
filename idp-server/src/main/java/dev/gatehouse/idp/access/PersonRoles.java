package dev.gatehouse.idp.access;

import dev.gatehouse.idp.accounts.Account;
import java.util.List;

/**
 * TEMPORARY: the roles of a person until the access engine knows them. Everybody with an account is in {@code users},
 * administrators are in {@code admins} too.
 */
public final class PersonRoles {

    private PersonRoles() {}

    public static List<String> of(Account account) {
        return account.administrator() ? List.of("admins", "users") : List.of("users");
    }
}
