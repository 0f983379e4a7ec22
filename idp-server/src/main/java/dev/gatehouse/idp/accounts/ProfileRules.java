package dev.gatehouse.idp.accounts;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which values of a {@link Profile} are well-formed (OpenID Connect Core section 5.1). */
final class ProfileRules {

    private static final int MOST_CHARACTERS = 1_024;

    private static final Pattern BIRTHDATE = Pattern.compile("\\d{4}(-\\d{2}-\\d{2})?");
    private static final Pattern PHONE = Pattern.compile("\\+[0-9][0-9 ().;=-]{1,63}[a-z0-9]{0,10}");

    private static final Map<String, Predicate<String>> RULES = Map.of(
            "profile", ProfileRules::isWebAddress,
            "picture", ProfileRules::isWebAddress,
            "website", ProfileRules::isWebAddress,
            "birthdate", ProfileRules::isBirthdate,
            "zoneinfo", ProfileRules::isZone,
            "locale", ProfileRules::isLocale,
            "phoneNumber", text -> PHONE.matcher(text).matches());

    private ProfileRules() {}

    /** The names of the fields that are not well-formed; empty when all are. */
    static List<String> violations(Profile profile) {
        List<String> violations = new ArrayList<>();
        ProfileFields.of(profile).forEach((field, value) -> {
            if (value != null && !isWellFormed(field, value)) {
                violations.add(field);
            }
        });
        return violations;
    }

    private static boolean isWellFormed(String field, String value) {
        return !value.isBlank()
                && value.length() <= MOST_CHARACTERS
                && value.codePoints().noneMatch(character -> isForbidden(field, character))
                && RULES.getOrDefault(field, text -> true).test(value);
    }

    /** Postal addresses have lines; half a surrogate pair is no text at all. */
    private static boolean isForbidden(String field, int character) {
        boolean lineBreak = character == '\n' || character == '\r';
        return Character.getType(character) == Character.SURROGATE
                || (Character.isISOControl(character) && !(lineBreak && field.startsWith("address.")));
    }

    /** A {@code javascript:} address in a profile would run where the profile is shown as a link. */
    private static boolean isWebAddress(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            return uri.getHost() != null && ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static boolean isBirthdate(String text) {
        if (!BIRTHDATE.matcher(text).matches()) {
            return false;
        }
        // A year of 0000 means that the year is withheld; 2000 stands in for it since it has a 29 February.
        String date = text.startsWith("0000-") ? "2000" + text.substring(4) : text;
        try {
            return date.length() == 4
                    ? !date.equals("0000")
                    : LocalDate.parse(date).getYear() > 0;
        } catch (DateTimeException impossible) {
            return false;
        }
    }

    private static boolean isZone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text);
    }

    private static boolean isLocale(String text) {
        try {
            // Some clients write en_US; the specification asks to accept it.
            return !new Locale.Builder()
                    .setLanguageTag(text.replace('_', '-'))
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException malformed) {
            return false;
        }
    }
}
