package dev.gatehouse.idp.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrubbingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer hunter2hunter2",
                "authorization=Basic Y2k6aHVudGVyMmh1bnRlcjI=",
                "{\"Authorization\": \"DPoP hunter2hunter2\"}",
                "Cookie: __Host-session=hunter2hunter2; theme=dark",
                "Set-Cookie: __Host-session=hunter2hunter2",
                "invalid token eyJhbGciOiJFUzI1NiJ9.hunter2hunter2.hunter2hunter2",
                "bearer hunter2hunter2",
                "secret ghs_hunter2hunter2 and key ghk_hunter2hunter2",
                "grant_type=password&password=hunter2hunter2&x=1",
                "client_secret=hunter2hunter2",
                "{\"client_secret\":\"hunter2hunter2\"}",
                "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET=hunter2hunter2",
                "gatehouse.master-key=hunter2hunter2",
                "refresh_token: hunter2hunter2",
                "GET /callback?code=hunter2hunter2&state=hunter2hunter2",
                "cannot reach mongodb://gatehouse:hunter2hunter2@db:27017",
                "-----BEGIN PRIVATE KEY-----\nhunter2hunter2\n-----END PRIVATE KEY-----",
                "-----BEGIN EC PRIVATE KEY-----\nhunter2hunter2"
            })
    void scrubsWhenTextHoldsACredentialThenItIsGone(String text) {
        assertThat(Scrubbing.scrubbed(text)).doesNotContain("hunter2").contains("[removed]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the audit trail takes no record",
                "client ci was refused: invalid_client",
                "GET /oauth2/token took 3 ms",
                "cannot listen on 127.0.0.1:9000",
                "key 2026-01 signs from now on"
            })
    void scrubsWhenTextHoldsNoneThenItStays(String text) {
        assertThat(Scrubbing.scrubbed(text)).isEqualTo(text);
    }

    @Test
    void scrubsWhenTextIsHugeThenInBoundedTime() {
        String hostile = "a:".repeat(50_000) + "eyJ" + "a.".repeat(50_000) + "password".repeat(20_000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Scrubbing.scrubbed(hostile));
        assertThatCode(() -> Scrubbing.scrubbed(hostile)).doesNotThrowAnyException();
    }
}
