package dev.gatehouse.idp.accounts;

import dev.gatehouse.idp.audit.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What changed between two states of an account, for the trail. What describes the person is marked personal. */
final class AccountDifferences {

    private final List<FieldChange> changes = new ArrayList<>();

    private AccountDifferences() {}

    static List<FieldChange> between(@Nullable Account before, @Nullable Account after) {
        AccountDifferences differences = new AccountDifferences();
        differences.personal("username", name(before), name(after));
        differences.personal("email", email(before), email(after));
        differences.add("emailVerified", verified(before), verified(after), false);
        differences.profile(
                before == null ? Profile.empty() : before.profile(), after == null ? Profile.empty() : after.profile());
        differences.add("status", status(before), status(after), false);
        differences.add("generation", generation(before), generation(after), false);
        return List.copyOf(differences.changes);
    }

    private void profile(Profile before, Profile after) {
        Map<String, @Nullable String> old = ProfileFields.of(before);
        ProfileFields.of(after).forEach((field, value) -> personal(field, old.get(field), value));
        add(
                "phoneNumberVerified",
                String.valueOf(before.phoneNumberVerified()),
                String.valueOf(after.phoneNumberVerified()),
                false);
    }

    private void personal(String field, @Nullable String before, @Nullable String after) {
        add(field, before, after, true);
    }

    private void add(String field, @Nullable String before, @Nullable String after, boolean personal) {
        if (!Objects.equals(before, after)) {
            changes.add(new FieldChange(field, before, after, personal));
        }
    }

    private static @Nullable String name(@Nullable Account account) {
        return account == null ? null : account.username();
    }

    private static @Nullable String email(@Nullable Account account) {
        return account == null ? null : account.email();
    }

    private static @Nullable String verified(@Nullable Account account) {
        return account == null || account.email() == null ? null : String.valueOf(account.emailVerified());
    }

    private static @Nullable String status(@Nullable Account account) {
        return account == null ? null : account.status().wireName();
    }

    private static @Nullable String generation(@Nullable Account account) {
        return account == null ? null : String.valueOf(account.generation());
    }
}
