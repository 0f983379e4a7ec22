package dev.gatehouse.idp.accounts;

import org.jspecify.annotations.Nullable;

/**
 * What a person says about themselves, claim by claim. {@link ProfileRules} says which values are well-formed.
 *
 * @param profile the address of a page about the person
 * @param birthdate {@code YYYY-MM-DD}, {@code 0000-MM-DD} or {@code YYYY}
 * @param zoneinfo a name of the time zone database
 * @param locale a BCP 47 language tag
 * @param phoneNumber E.164, {@code +} first
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims">OpenID Connect Core section
 *     5.1</a>
 */
public record Profile(
        @Nullable String name,
        @Nullable String givenName,
        @Nullable String familyName,
        @Nullable String middleName,
        @Nullable String nickname,
        @Nullable String preferredUsername,
        @Nullable String profile,
        @Nullable String picture,
        @Nullable String website,
        @Nullable String gender,
        @Nullable String birthdate,
        @Nullable String zoneinfo,
        @Nullable String locale,
        @Nullable String phoneNumber,
        boolean phoneNumberVerified,
        @Nullable PostalAddress address) {

    private static final Profile EMPTY = new Profile(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, false, null);

    /** Nothing is known. */
    public static Profile empty() {
        return EMPTY;
    }

    /** A profile of names alone. */
    public static Profile named(@Nullable String name, @Nullable String givenName, @Nullable String familyName) {
        return new Profile(
                name,
                givenName,
                familyName,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null);
    }
}
