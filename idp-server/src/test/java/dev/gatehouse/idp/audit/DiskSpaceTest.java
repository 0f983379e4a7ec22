package dev.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DiskSpaceTest {

    private final AtomicReference<Double> free = new AtomicReference<>(0.5);
    private final DiskSpace disk = new DiskSpace(() -> {
        double now = free.get();
        if (now < 0) {
            throw new IOException("gone");
        }
        return now;
    });

    private void measure(double now) {
        free.set(now);
        disk.check();
    }

    @Test
    void refusesWhenLessThanTwoPercentAreFreeThenWithACodeOfItsOwn() {
        measure(0.05);
        assertThatCode(disk::requireOpen).doesNotThrowAnyException();
        measure(0.019);
        assertThatThrownBy(disk::requireOpen)
                .isInstanceOfSatisfying(
                        AuditUnavailable.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.code())
                                .isEqualTo("audit-disk-full"));
        measure(-1);
        assertThatThrownBy(disk::requireOpen).isInstanceOf(AuditUnavailable.class);
        measure(0.03);
        assertThatCode(disk::requireOpen).doesNotThrowAnyException();
    }
}
