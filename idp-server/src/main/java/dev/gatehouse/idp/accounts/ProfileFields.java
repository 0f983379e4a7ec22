package dev.gatehouse.idp.accounts;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A profile as names and values, in one order, so that rules and differences miss no field. */
final class ProfileFields {

    private ProfileFields() {}

    static Map<String, @Nullable String> of(Profile profile) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        fields.put("name", profile.name());
        fields.put("givenName", profile.givenName());
        fields.put("familyName", profile.familyName());
        fields.put("middleName", profile.middleName());
        fields.put("nickname", profile.nickname());
        fields.put("preferredUsername", profile.preferredUsername());
        fields.put("profile", profile.profile());
        fields.put("picture", profile.picture());
        fields.put("website", profile.website());
        fields.put("gender", profile.gender());
        fields.put("birthdate", profile.birthdate());
        fields.put("zoneinfo", profile.zoneinfo());
        fields.put("locale", profile.locale());
        fields.put("phoneNumber", profile.phoneNumber());
        PostalAddress address = profile.address();
        fields.put("address.formatted", address == null ? null : address.formatted());
        fields.put("address.streetAddress", address == null ? null : address.streetAddress());
        fields.put("address.locality", address == null ? null : address.locality());
        fields.put("address.region", address == null ? null : address.region());
        fields.put("address.postalCode", address == null ? null : address.postalCode());
        fields.put("address.country", address == null ? null : address.country());
        return fields;
    }
}
