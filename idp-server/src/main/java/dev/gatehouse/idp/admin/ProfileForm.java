package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.PostalAddress;
import dev.gatehouse.idp.accounts.Profile;
import dev.gatehouse.idp.api.Members;

/** Reads what a person says about themselves. {@link Profile}'s own rules say the rest. */
final class ProfileForm {

    private static final int MAX = 1_024;

    private ProfileForm() {}

    /** @param phoneVerified whether the telephone number is known to be the person's */
    static Profile read(Members members, boolean phoneVerified) {
        return new Profile(
                members.text("name", MAX).orElse(null),
                members.text("givenName", MAX).orElse(null),
                members.text("familyName", MAX).orElse(null),
                members.text("middleName", MAX).orElse(null),
                members.text("nickname", MAX).orElse(null),
                members.text("preferredUsername", MAX).orElse(null),
                members.text("profile", MAX).orElse(null),
                members.text("picture", MAX).orElse(null),
                members.text("website", MAX).orElse(null),
                members.text("gender", MAX).orElse(null),
                members.text("birthdate", MAX).orElse(null),
                members.text("zoneinfo", MAX).orElse(null),
                members.text("locale", MAX).orElse(null),
                members.text("phoneNumber", MAX).orElse(null),
                phoneVerified,
                members.object("address", ProfileForm::address).orElse(null));
    }

    private static PostalAddress address(Members members) {
        return new PostalAddress(
                members.lines("formatted", MAX).orElse(null),
                members.lines("streetAddress", MAX).orElse(null),
                members.text("locality", MAX).orElse(null),
                members.text("region", MAX).orElse(null),
                members.text("postalCode", MAX).orElse(null),
                members.text("country", MAX).orElse(null));
    }
}
