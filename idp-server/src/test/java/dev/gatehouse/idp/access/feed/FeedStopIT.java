package dev.gatehouse.idp.access.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of streams when the server stops. */
class FeedStopIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    /** A stop without streams takes less than a second of it; one that waited for them would take ten. */
    private static final Duration PROMPT = Duration.ofSeconds(5);

    @Test
    void stopsWhenStreamsAreOpenThenTheyAreToldAndItIsPrompt() {
        String token = "Bearer " + SERVER.adminToken();
        try (EventReader one = EventReader.open(EventReader.request(SERVER, "").header("Authorization", token))
                        .reading();
                EventReader other = EventReader.open(
                                EventReader.request(SERVER, "?workspace=acme").header("Authorization", token))
                        .reading()) {
            one.change();
            other.change();
            long began = System.nanoTime();
            SERVER.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PROMPT);
            assertThat(one.end()).isEqualTo("server-stopping");
            assertThat(other.end()).isEqualTo("server-stopping");
        }
    }
}
