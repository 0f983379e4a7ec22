package dev.gatehouse.idp.access.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestoringTest {

    private final Restoring restoring = new Restoring(1, Duration.ofMillis(20));

    @Test
    void restoresWhenAllAreTakenForLongThenToldToComeAgain() {
        assertThat(restoring.restored(() -> restoring.restored(() -> "inner").isPresent()))
                .hasValue(false);
    }

    @Test
    void restoresWhenOneHasFailedThenItsPlaceIsFree() {
        assertThatThrownBy(() -> restoring.restored(() -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(restoring.restored(() -> "next")).hasValue("next");
    }
}
