package dev.gatehouse.idp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.clients.RedirectUriRule.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/cb",
                "https://app.example",
                "https://app.example/",
                "https://app.example:8443/cb?tenant=1&x=%20y",
                "https://app.example/a%20b",
                "https://xn--bcher-kva.example/cb",
                "https://192.0.2.7/cb",
                "https://[2001:db8::1]/cb",
                "http://127.0.0.1/cb",
                "http://127.0.0.1:49152/cb",
                "http://[::1]/cb",
                "http://[::1]:8080/cb",
                "http://localhost:3000/cb",
                "com.example.app:/oauth2redirect",
                "com.example.app://callback",
                "com.example.app:/"
            })
    void takesWhenUriIsInOneOfTheThreeFormsThenNoFault(String uri) {
        assertThat(RedirectUriRule.fault(uri)).isEmpty();
    }

    @ParameterizedTest(name = "{1} {0}")
    @CsvFileSource(
            resources = "refused-redirect-uris.csv",
            delimiter = '\t',
            ignoreLeadingAndTrailingWhitespace = false)
    void refusesWhenUriCouldBeReadTwoWaysThenTheFaultIsNamed(String uri, Fault fault) {
        assertThat(RedirectUriRule.fault(java.net.URLDecoder.decode(uri, java.nio.charset.StandardCharsets.UTF_8)))
                .contains(fault);
    }

    @Test
    void refusesWhenUriIsTooLongThenTheLimitIsNamed() {
        assertThat(RedirectUriRule.fault("https://app.example/" + "a".repeat(2_000)))
                .hasValueSatisfying(fault -> {
                    assertThat(fault.code()).isEqualTo("redirect-too-long");
                    assertThat(fault.detail()).contains("2000");
                });
    }
}
