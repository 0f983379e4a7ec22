package dev.gatehouse.idp.accounts;

import java.util.Optional;

/**
 * An account to create.
 *
 * @param password without one the person cannot sign in with a password
 * @param mustChange whether the password is for the first sign-in only
 */
public record NewAccount(
        String workspace,
        Username username,
        Optional<EmailAddress> email,
        boolean emailVerified,
        Profile profile,
        Optional<Password> password,
        boolean mustChange) {

    /** An account with a username and nothing else. */
    public static NewAccount named(String workspace, Username username) {
        return new NewAccount(workspace, username, Optional.empty(), false, Profile.empty(), Optional.empty(), false);
    }

    public NewAccount withPassword(Password first, boolean changeAtFirstSignIn) {
        return new NewAccount(
                workspace, username, email, emailVerified, profile, Optional.of(first), changeAtFirstSignIn);
    }

    public NewAccount withEmail(EmailAddress address, boolean verified) {
        return new NewAccount(workspace, username, Optional.of(address), verified, profile, password, mustChange);
    }

    public NewAccount withProfile(Profile other) {
        return new NewAccount(workspace, username, email, emailVerified, other, password, mustChange);
    }
}
