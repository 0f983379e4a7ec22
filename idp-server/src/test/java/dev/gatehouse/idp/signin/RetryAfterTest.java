package dev.gatehouse.idp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({"PT0S,1", "PT0.001S,1", "PT1S,1", "PT1.0001S,2", "PT1.9S,2", "PT30S,30", "PT29.999999999S,30"})
    void saysWhenASecondHasBegunThenItIsWaitedForWhole(Duration wait, String seconds) {
        assertThat(RetryAfter.seconds(wait)).isEqualTo(seconds);
    }
}
