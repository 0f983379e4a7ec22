package dev.gatehouse.idp.access.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Revision;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestoringTest {

    private static final FreshView DONE = new FreshView.RevisionUnknown(new Revision(1, 1));

    private final Restoring restoring = new Restoring(1, Duration.ofMillis(20));

    @Test
    void restoresWhenAllAreTakenForLongThenToldToComeAgain() {
        FreshView outer = restoring.restored(() -> {
            assertThat(restoring.restored(() -> DONE)).isInstanceOf(FreshView.NotReached.class);
            return DONE;
        });
        assertThat(outer).isEqualTo(DONE);
    }

    @Test
    void restoresWhenOneHasFailedThenItsPlaceIsFree() {
        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalStateException.class,
                () -> restoring.restored(() -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(restoring.restored(() -> DONE)).isEqualTo(DONE);
    }
}
