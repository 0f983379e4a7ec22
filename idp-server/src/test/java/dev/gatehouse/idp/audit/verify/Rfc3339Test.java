package dev.gatehouse.idp.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @Test
    void readsWhenWellFormedThenMicroseconds() {
        assertThat(Rfc3339.micros("2026-02-28T23:59:59.000001Z"))
                .hasValue(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-02-28T23:59:59.000001Z")));
        assertThat(Rfc3339.seconds("2024-02-29T00:00:00Z"))
                .hasValue(Instant.parse("2024-02-29T00:00:00Z").getEpochSecond() * 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-02-30T00:00:00.000000Z",
                "2026-02-28T24:00:00.000000Z",
                "2026-02-28T00:00:60.000000Z",
                "2026-02-28T00:00:00.00000Z",
                "2026-02-28t00:00:00.000000Z",
                "2026-02-28T00:00:00.000000+",
                "2026-02-28T00:00:00Z"
            })
    void refusesWhenAnyOtherSpellingThenEmpty(String text) {
        assertThat(Rfc3339.micros(text)).isEmpty();
    }
}
