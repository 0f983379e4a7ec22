package dev.gatehouse.idp.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "Alice@Example.org,alice@example.org",
        "alice+news@example.org,alice+news@example.org",
        "alice@bücher.example,alice@xn--bcher-kva.example",
        "alice@BÜCHER.example,alice@xn--bcher-kva.example"
    })
    void parsesWhenCaseOrFormOfDomainDifferThenOneKey(String typed, String key) {
        assertThat(EmailAddress.parse(typed)).map(EmailAddress::key).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "@example.org",
                "alice@",
                "a@b@c",
                "alice@exa mple.org",
                "alice@example.org\nBcc: all@example.org",
                "\"al ice\"@example.org",
                "alice@.example.org",
                "<alice@example.org>",
                "alice@example..org"
            })
    void refusesWhenNotAnAddressThenEmpty(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }
}
