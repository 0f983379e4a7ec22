package dev.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.AdjustableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalAggregationTest {

    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final RefusalAggregation refusals = new RefusalAggregation(trail, clock);

    private void refuse(String address, int times) {
        var event = new TokenEvent(
                TokenEvent.Kind.ISSUED,
                Outcome.DENIED,
                Optional.of("invalid_client"),
                new Target("client", ""),
                "system",
                Optional.empty(),
                Map.of());
        var request = new RequestContext("r", address, null, null);
        ScopedValue.where(RequestContext.CURRENT, request).run(() -> {
            for (int i = 0; i < times; i++) {
                refusals.record(event);
            }
        });
    }

    private List<AuditEvent> counted() {
        return trail.events().stream()
                .filter(event -> event.action().equals("audit.refusals"))
                .toList();
    }

    @Test
    void countsWhenMoreThanSixtyAMinuteThenOneRecordSaysHowMany() {
        refuse("192.0.2.1", 100);
        refuse("192.0.2.2", 3);
        assertThat(trail.entries()).hasSize(63);
        refusals.flush();
        assertThat(counted()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        refusals.flush();
        assertThat(counted()).hasSize(1);
        assertThat(counted().getFirst().facts())
                .containsEntry("count", "40")
                .containsEntry("refused token.issued invalid_client", "40");
        assertThat(trail.entries().getLast().request().address()).isEqualTo("192.0.2.1");
        refuse("192.0.2.1", 1);
        assertThat(trail.entries()).hasSize(65);
    }

    @Test
    void countsTogetherWhenAddressesShareAnIpv6NetworkThenSixtyForAll() {
        for (int i = 0; i < 100; i++) {
            refuse("2001:db8::" + Integer.toHexString(i + 1), 1);
        }
        assertThat(trail.entries()).hasSize(60);
    }

    @Test
    void keepsCountWhenTrailIsAwayThenTheNextFlushRecordsIt() {
        refuse("192.0.2.1", 61);
        clock.advance(Duration.ofMinutes(1));
        trail.unavailable(true);
        try {
            refusals.flush();
        } catch (AuditUnavailable expected) {
            assertThat(expected.code()).isEqualTo("audit-unavailable");
        }
        trail.unavailable(false);
        refusals.flush();
        assertThat(counted()).hasSize(1);
    }
}
