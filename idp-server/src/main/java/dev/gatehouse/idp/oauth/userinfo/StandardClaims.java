package dev.gatehouse.idp.oauth.userinfo;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.PostalAddress;
import dev.gatehouse.idp.accounts.Profile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The standard claims, and the scopes that stand for them.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims">OpenID Connect Core 1.0 sections
 *     5.1</a> and 5.4
 */
public final class StandardClaims {

    private static final Map<String, List<String>> BY_SCOPE = byScope();

    private StandardClaims() {}

    /** The names of all of them, as discovery lists them. */
    public static List<String> names() {
        return BY_SCOPE.values().stream().flatMap(List::stream).toList();
    }

    /** The scopes that stand for claims. */
    public static Set<String> scopes() {
        return BY_SCOPE.keySet();
    }

    /** The scope that stands for a claim. */
    public static Optional<String> scopeOf(String claim) {
        return BY_SCOPE.entrySet().stream()
                .filter(entry -> entry.getValue().contains(claim))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The claims that these scopes release. */
    public static Set<String> releasedBy(Collection<String> scopes) {
        Set<String> names = new LinkedHashSet<>();
        scopes.forEach(scope -> names.addAll(BY_SCOPE.getOrDefault(scope, List.of())));
        return names;
    }

    /** What is known of a person, claim by claim, ready for JSON; what is not known is left out (section 5.3.2). */
    public static Map<String, Object> of(Account account, Collection<String> names) {
        Map<String, Object> claims = all(account);
        claims.keySet().retainAll(Set.copyOf(names));
        return claims;
    }

    private static Map<String, Object> all(Account account) {
        Profile profile = account.profile();
        Map<String, Object> claims = new LinkedHashMap<>();
        put(claims, "name", Optional.ofNullable(profile.name()).orElseGet(() -> composedName(profile)));
        put(claims, "given_name", profile.givenName());
        put(claims, "family_name", profile.familyName());
        put(claims, "middle_name", profile.middleName());
        put(claims, "nickname", profile.nickname());
        put(
                claims,
                "preferred_username",
                Optional.ofNullable(profile.preferredUsername()).orElse(account.username()));
        put(claims, "profile", profile.profile());
        put(claims, "picture", profile.picture());
        put(claims, "website", profile.website());
        put(claims, "gender", profile.gender());
        put(claims, "birthdate", profile.birthdate());
        put(claims, "zoneinfo", profile.zoneinfo());
        put(claims, "locale", profile.locale());
        put(claims, "updated_at", account.updatedAt().getEpochSecond());
        put(claims, "email", account.email());
        put(claims, "email_verified", account.email() == null ? null : account.emailVerified());
        put(claims, "phone_number", profile.phoneNumber());
        put(claims, "phone_number_verified", profile.phoneNumber() == null ? null : profile.phoneNumberVerified());
        put(claims, "address", profile.address() == null ? null : address(profile.address()));
        return claims;
    }

    private static @Nullable String composedName(Profile profile) {
        String given = Optional.ofNullable(profile.givenName()).orElse("");
        String family = Optional.ofNullable(profile.familyName()).orElse("");
        String name = (given + " " + family).strip();
        return name.isEmpty() ? null : name;
    }

    /** Section 5.1.1. */
    private static @Nullable Map<String, Object> address(PostalAddress address) {
        Map<String, Object> members = new LinkedHashMap<>();
        put(members, "formatted", address.formatted());
        put(members, "street_address", address.streetAddress());
        put(members, "locality", address.locality());
        put(members, "region", address.region());
        put(members, "postal_code", address.postalCode());
        put(members, "country", address.country());
        return members.isEmpty() ? null : members;
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value != null) {
            claims.put(name, value);
        }
    }

    private static Map<String, List<String>> byScope() {
        Map<String, List<String>> claims = new LinkedHashMap<>();
        claims.put(
                "profile",
                List.of(
                        "name",
                        "family_name",
                        "given_name",
                        "middle_name",
                        "nickname",
                        "preferred_username",
                        "profile",
                        "picture",
                        "website",
                        "gender",
                        "birthdate",
                        "zoneinfo",
                        "locale",
                        "updated_at"));
        claims.put("email", List.of("email", "email_verified"));
        claims.put("address", List.of("address"));
        claims.put("phone", List.of("phone_number", "phone_number_verified"));
        return claims;
    }
}
