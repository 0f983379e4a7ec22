package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountStatus;
import dev.gatehouse.idp.accounts.EmailAddress;
import dev.gatehouse.idp.accounts.Username;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.PageRequest;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Stored;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which users are wanted. Each question is one that an index answers. */
record UserQuery(
        Optional<String> username,
        Optional<String> usernamePrefix,
        Optional<String> email,
        Optional<AccountStatus> status) {

    static Checked<UserQuery> of(
            @Nullable String username,
            @Nullable String usernamePrefix,
            @Nullable String email,
            @Nullable String status) {
        Optional<AccountStatus> wanted = Arrays.stream(AccountStatus.values())
                .filter(known -> known.wireName().equals(status))
                .findFirst();
        if (status != null && wanted.isEmpty()) {
            return new Checked.Refused<>(Refusal.parameter("status", "is neither active nor suspended"));
        }
        if (tooLong(username) || tooLong(usernamePrefix)) {
            return new Checked.Refused<>(Refusal.parameter(
                    "username", "and usernamePrefix have at most " + Username.MOST_CHARACTERS + " characters"));
        }
        return new Checked.Valid<>(new UserQuery(
                Optional.ofNullable(username),
                Optional.ofNullable(usernamePrefix),
                Optional.ofNullable(email),
                wanted));
    }

    private static boolean tooLong(@Nullable String text) {
        return text != null && text.length() > Username.MOST_CHARACTERS;
    }

    /** The list and its filters, as cursors are bound to it. */
    String name() {
        return "users\n" + username.orElse("") + "\n" + usernamePrefix.orElse("") + "\n" + email.orElse("") + "\n"
                + status.map(AccountStatus::wireName).orElse("");
    }

    Page<Account> find(AccountDirectory accounts, String workspace, PageRequest page) {
        if (username.isPresent()) {
            return atMostOne(username.flatMap(Username::parse).flatMap(name -> accounts.withUsername(workspace, name)));
        }
        if (email.isPresent()) {
            return atMostOne(email.flatMap(EmailAddress::parse).flatMap(name -> accounts.withEmail(workspace, name)));
        }
        if (status.isEmpty() && usernamePrefix.isEmpty()) {
            return accounts.list(workspace, page.limit(), page.after());
        }
        return accounts.list(workspace, status, usernamePrefix.orElse(""), page.limit(), page.after());
    }

    private Page<Account> atMostOne(Optional<Stored<Account>> found) {
        List<Stored<Account>> items =
                found.filter(stored -> fits(stored.value())).stream().toList();
        return new Page<>(items, Optional.empty());
    }

    private boolean fits(Account account) {
        return status.map(account.status()::equals).orElse(true)
                && email.map(text -> EmailAddress.parse(text)
                                .map(wanted -> wanted.key().equals(account.emailKey()))
                                .orElse(false))
                        .orElse(true)
                && usernamePrefix
                        .map(prefix -> Username.begins(account.usernameKey(), prefix))
                        .orElse(true);
    }
}
