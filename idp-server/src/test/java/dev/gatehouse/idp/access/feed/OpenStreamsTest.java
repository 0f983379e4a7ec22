package dev.gatehouse.idp.access.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.api.Checked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final OpenStreams streams = new OpenStreams();

    private OpenStreams.Place opened(String address, String subject) {
        return switch (streams.open(address, subject)) {
            case Checked.Valid<OpenStreams.Place>(OpenStreams.Place place) -> place;
            case Checked.Refused<OpenStreams.Place> refused -> throw new AssertionError(refused);
        };
    }

    private String refused(String address, String subject) {
        return switch (streams.open(address, subject)) {
            case Checked.Valid<OpenStreams.Place> valid -> throw new AssertionError("opened");
            case Checked.Refused<OpenStreams.Place> refused ->
                refused.refusal().status() + " " + refused.refusal().code();
        };
    }

    @Test
    void opensWhenTheSubjectHasFiveThenRefusedUntilOneCloses() {
        List<OpenStreams.Place> places = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            places.add(opened("192.0.2." + i, "user:a"));
        }
        assertThat(refused("192.0.2.9", "user:a")).isEqualTo("429 too-many-streams-of-subject");
        opened("192.0.2.9", "user:b");
        places.getFirst().close();
        opened("192.0.2.9", "user:a");
    }

    @Test
    void opensWhenTheAddressHasTenThenRefusedUntilOneCloses() {
        List<OpenStreams.Place> places = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            places.add(opened("192.0.2.1", "user:" + i));
        }
        assertThat(refused("192.0.2.1", "user:a")).isEqualTo("429 too-many-streams-of-address");
        opened("192.0.2.2", "user:a");
        places.getFirst().close();
        opened("192.0.2.1", "user:a");
    }

    @Test
    void waitsWhenItHasRungBeforeThenNotAtAll() throws InterruptedException {
        OpenStreams.Place place = opened("192.0.2.1", "user:a");
        place.ring();
        place.ring();
        place.await(LONG);
        long began = System.nanoTime();
        place.await(Duration.ofMillis(50));
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    @Test
    void stopsWhenStreamsAreOpenThenTheyRingAndNoneOpensAnyMore() throws InterruptedException {
        OpenStreams.Place place = opened("192.0.2.1", "user:a");
        assertThat(place.isEnding()).isFalse();
        streams.stop();
        place.await(LONG);
        assertThat(place.isEnding()).isTrue();
        assertThat(refused("192.0.2.1", "user:b")).isEqualTo("503 server-stopping");
    }
}
