package dev.gatehouse.idp.accounts;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person's account. What they sign in with is not here: see {@link PasswordCredential}.
 *
 * @param usernameKey the {@link Username} key; no two accounts of a workspace share it
 * @param emailKey the {@link EmailAddress} key; no two accounts of a workspace share it
 * @param generation grows when everything issued to this person before must die
 * @param updatedAt when the person's information last changed, {@code updated_at} in tokens
 */
public record Account(
        AccountId id,
        String workspace,
        String username,
        String usernameKey,
        @Nullable String email,
        @Nullable String emailKey,
        boolean emailVerified,
        Profile profile,
        AccountStatus status,
        long generation,
        Instant createdAt,
        Instant updatedAt) {

    public Account {
        if ((email == null) != (emailKey == null) || (email == null && emailVerified)) {
            throw new IllegalArgumentException("an e-mail address comes with its key and before its verification");
        }
        if (generation < 1) {
            throw new IllegalArgumentException("generations begin at 1");
        }
    }

    public boolean active() {
        return status == AccountStatus.ACTIVE;
    }

    /** What to call the person on a page: their name, else their username. */
    public String displayName() {
        return Optional.ofNullable(profile.name())
                .or(() -> Optional.ofNullable(profile.givenName()))
                .orElse(username);
    }

    public Account withUsername(Username name) {
        return new Account(
                id,
                workspace,
                name.typed(),
                name.key(),
                email,
                emailKey,
                emailVerified,
                profile,
                status,
                generation,
                createdAt,
                updatedAt);
    }

    public Account withEmail(EmailAddress address, boolean verified) {
        return new Account(
                id,
                workspace,
                username,
                usernameKey,
                address.typed(),
                address.key(),
                verified,
                profile,
                status,
                generation,
                createdAt,
                updatedAt);
    }

    public Account withoutEmail() {
        return new Account(
                id,
                workspace,
                username,
                usernameKey,
                null,
                null,
                false,
                profile,
                status,
                generation,
                createdAt,
                updatedAt);
    }

    public Account withProfile(Profile other) {
        return new Account(
                id,
                workspace,
                username,
                usernameKey,
                email,
                emailKey,
                emailVerified,
                other,
                status,
                generation,
                createdAt,
                updatedAt);
    }

    Account withStatus(AccountStatus other) {
        return new Account(
                id,
                workspace,
                username,
                usernameKey,
                email,
                emailKey,
                emailVerified,
                profile,
                other,
                generation,
                createdAt,
                updatedAt);
    }

    Account nextGeneration() {
        return new Account(
                id,
                workspace,
                username,
                usernameKey,
                email,
                emailKey,
                emailVerified,
                profile,
                status,
                generation + 1,
                createdAt,
                updatedAt);
    }

    Account updatedAt(Instant now) {
        return new Account(
                id,
                workspace,
                username,
                usernameKey,
                email,
                emailKey,
                emailVerified,
                profile,
                status,
                generation,
                createdAt,
                now);
    }
}
