package dev.gatehouse.idp.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core section 5.1. */
class ProfileRulesTest {

    @Test
    void acceptsWhenEveryClaimIsWellFormedThenNoViolation() {
        Profile profile = new Profile(
                "Jane Doe",
                "Jane",
                "Doe",
                "Q.",
                "jd",
                "j.doe",
                "https://example.org/jane",
                "https://example.org/j.png",
                "http://jane.example",
                "female",
                "0000-02-29",
                "Europe/Paris",
                "en-US",
                "+1 (425) 555-1212",
                true,
                new PostalAddress("1 Main St\r\nSpringfield", "1 Main St", "Springfield", "IL", "62701", "US"));
        assertThat(ProfileRules.violations(profile)).isEmpty();
        assertThat(ProfileRules.violations(Profile.empty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "birthdate,1990-13-01", "birthdate,1990-02-30", "birthdate,01.02.1990", "birthdate,0000",
        "zoneinfo,Mars/Olympus", "locale,not a locale", "phoneNumber,555-1212", "phoneNumber,+49<script>"
    })
    void refusesWhenMalformedThenNamesTheClaim(String claim, String value) {
        assertThat(ProfileRules.violations(with(claim, value))).containsExactly(claim);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//example.org",
                "https:",
                "https:///x",
                "ftp://example.org"
            })
    void refusesWhenAddressIsNotOfTheWebThenNamesTheClaim(String address) {
        assertThat(ProfileRules.violations(with("website", address))).containsExactly("website");
    }

    @Test
    void refusesWhenTooLongOrWithControlCharactersThenNamesTheClaim() {
        assertThat(ProfileRules.violations(with("name", "x".repeat(1_025)))).containsExactly("name");
        assertThat(ProfileRules.violations(with("name", "a\u0007b"))).containsExactly("name");
        assertThat(ProfileRules.violations(with("name", " "))).containsExactly("name");
    }

    private static Profile with(String claim, String value) {
        return new Profile(
                at("name", claim, value),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                at("website", claim, value),
                null,
                at("birthdate", claim, value),
                at("zoneinfo", claim, value),
                at("locale", claim, value),
                at("phoneNumber", claim, value),
                false,
                null);
    }

    private static @Nullable String at(String field, String claim, String value) {
        return field.equals(claim) ? value : null;
    }
}
