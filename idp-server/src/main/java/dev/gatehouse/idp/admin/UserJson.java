package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.PostalAddress;
import dev.gatehouse.idp.accounts.Profile;
import dev.gatehouse.idp.api.Times;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A person's account as the API shows it: the standard claims of OpenID Connect Core section 5.1 in camel case. */
final class UserJson {

    /** What a caller may send back, but not change. */
    static final Set<String> READ_ONLY = Set.of("id", "status", "createdAt", "updatedAt");

    private UserJson() {}

    static ObjectNode of(Account account) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", account.id().value());
        json.put("username", account.username());
        put(json, "email", account.email());
        json.put("emailVerified", account.emailVerified());
        json.put("status", account.status().wireName());
        profile(json, account.profile());
        json.put("createdAt", Times.text(account.createdAt()));
        json.put("updatedAt", Times.text(account.updatedAt()));
        return json;
    }

    private static void profile(ObjectNode json, Profile profile) {
        put(json, "name", profile.name());
        put(json, "givenName", profile.givenName());
        put(json, "familyName", profile.familyName());
        put(json, "middleName", profile.middleName());
        put(json, "nickname", profile.nickname());
        put(json, "preferredUsername", profile.preferredUsername());
        put(json, "profile", profile.profile());
        put(json, "picture", profile.picture());
        put(json, "website", profile.website());
        put(json, "gender", profile.gender());
        put(json, "birthdate", profile.birthdate());
        put(json, "zoneinfo", profile.zoneinfo());
        put(json, "locale", profile.locale());
        put(json, "phoneNumber", profile.phoneNumber());
        json.put("phoneNumberVerified", profile.phoneNumberVerified());
        PostalAddress address = profile.address();
        if (address != null) {
            ObjectNode inner = json.putObject("address");
            put(inner, "formatted", address.formatted());
            put(inner, "streetAddress", address.streetAddress());
            put(inner, "locality", address.locality());
            put(inner, "region", address.region());
            put(inner, "postalCode", address.postalCode());
            put(inner, "country", address.country());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
