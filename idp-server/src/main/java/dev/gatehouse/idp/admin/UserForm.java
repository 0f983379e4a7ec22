package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.EmailAddress;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Profile;
import dev.gatehouse.idp.accounts.Username;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Members;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** Reads accounts that an administrator writes. */
final class UserForm {

    private static final int MAX_PASSWORD = 4 * Password.MOST_BYTES;
    private static final int MAX_EMAIL = 254;

    private UserForm() {}

    static Checked<NewAccount> create(ObjectNode body, String workspace) {
        return Members.read(body, members -> {
            Optional<Username> username = username(members);
            Optional<EmailAddress> email = email(members);
            boolean emailVerified = emailVerified(members);
            Profile profile = ProfileForm.read(members, phoneVerified(members));
            Optional<Password> password = password(members, "password");
            boolean mustChange = members.flag("mustChangePassword").orElse(false);
            if (mustChange && !members.has("password")) {
                members.violation("mustChangePassword", "inconsistent", "is about a password, and there is none");
            }
            // A body without a valid username is refused, whatever stands in its place here.
            Username name = username.orElseGet(() -> Username.parse("-").orElseThrow());
            return new NewAccount(workspace, name, email, emailVerified, profile, password, mustChange);
        });
    }

    /** What a merge patch makes of an account. */
    static Checked<UnaryOperator<Account>> patch(Account account, ObjectNode patch) {
        ObjectNode before = JsonText.asRead(UserJson.of(account));
        ObjectNode patched = MergePatch.apply(before, patch);
        forgetProof(before, patch, patched, "email", "emailVerified");
        forgetProof(before, patch, patched, "phoneNumber", "phoneNumberVerified");
        return Members.read(patched, members -> {
            ReadOnly.check(members, before, patched, UserJson.READ_ONLY);
            Optional<Username> username = username(members);
            Optional<EmailAddress> email = email(members);
            boolean verified = emailVerified(members);
            Profile profile = ProfileForm.read(members, phoneVerified(members));
            return edited -> {
                Account named = username.map(edited::withUsername).orElse(edited);
                Account reachable =
                        email.map(address -> named.withEmail(address, verified)).orElseGet(named::withoutEmail);
                return reachable.withProfile(profile);
            };
        });
    }

    /** What a merge patch of their own profile makes of a person's account. */
    static Checked<UnaryOperator<Account>> patchOwn(Account account, ObjectNode patch) {
        ObjectNode before = JsonText.asRead(UserJson.of(account));
        ObjectNode patched = MergePatch.apply(before, patch);
        forgetProof(before, patch, patched, "phoneNumber", "phoneNumberVerified");
        boolean verified = account.profile().phoneNumberVerified()
                && Objects.equals(before.get("phoneNumber"), patched.get("phoneNumber"));
        return Members.read(patched, members -> {
            var fixed = new TreeSet<>(UserJson.READ_ONLY);
            fixed.add("username");
            fixed.add("email");
            fixed.add("emailVerified");
            ReadOnly.check(members, before, patched, fixed);
            if (patch.has("phoneNumberVerified")
                    && !Objects.equals(before.get("phoneNumberVerified"), patch.get("phoneNumberVerified"))) {
                members.violation("phoneNumberVerified", "read-only", "cannot be changed here");
            }
            members.skip("phoneNumberVerified");
            Profile profile = ProfileForm.read(members, verified);
            return edited -> edited.withProfile(profile);
        });
    }

    static Optional<Password> password(Members members, String name) {
        return members.verbatim(name, MAX_PASSWORD).map(Password::typed);
    }

    private static Optional<Username> username(Members members) {
        String text = members.requiredText("username", Username.MOST_CHARACTERS);
        Optional<Username> username = Username.parse(text);
        if (username.isEmpty() && !text.isEmpty()) {
            members.violation(
                    "username", "invalid-username", "must be letters, digits and visible ASCII without spaces");
        }
        return username;
    }

    private static Optional<EmailAddress> email(Members members) {
        return members.text("email", MAX_EMAIL).flatMap(text -> {
            Optional<EmailAddress> email = EmailAddress.parse(text);
            if (email.isEmpty()) {
                members.violation("email", "invalid-email", "must be an e-mail address");
            }
            return email;
        });
    }

    private static boolean emailVerified(Members members) {
        boolean verified = members.flag("emailVerified").orElse(false);
        if (verified && !members.has("email")) {
            members.violation("emailVerified", "inconsistent", "is about an e-mail address, and there is none");
        }
        return verified && members.has("email");
    }

    private static boolean phoneVerified(Members members) {
        boolean verified = members.flag("phoneNumberVerified").orElse(false);
        if (verified && !members.has("phoneNumber")) {
            members.violation("phoneNumberVerified", "inconsistent", "is about a telephone number, and there is none");
        }
        return verified;
    }

    /** Another address is not verified because the one before was. */
    private static void forgetProof(
            ObjectNode before, ObjectNode patch, ObjectNode patched, String address, String proof) {
        if (!Objects.equals(before.get(address), patched.get(address)) && !patch.has(proof)) {
            patched.put(proof, false);
        }
    }
}
