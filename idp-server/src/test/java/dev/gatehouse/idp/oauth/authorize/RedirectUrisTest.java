package dev.gatehouse.idp.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** RFC 9700 section 2.1 and RFC 8252 section 7.3 over a corpus of redirect URIs. */
class RedirectUrisTest {

    private static final List<String> LINES = lines();

    @ParameterizedTest
    @MethodSource("accepted")
    void matchesWhenRegisteredOrOnAnotherLoopbackPortThenAccepted(String uri) {
        assertThat(RedirectUris.registered(of("registered"), uri)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void matchesWhenAnythingElseDiffersThenRefused(String uri) {
        assertThat(RedirectUris.registered(of("registered"), uri)).isFalse();
    }

    @Test
    void corpusHasTwoHundredUris() {
        assertThat(of("accepted").size() + of("refused").size()).isGreaterThanOrEqualTo(200);
    }

    static Stream<String> accepted() {
        return of("accepted").stream();
    }

    static Stream<String> refused() {
        return of("refused").stream();
    }

    private static List<String> of(String kind) {
        return LINES.stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> JsonMapper.shared().readValue(line.substring(kind.length() + 1), String.class))
                .toList();
    }

    private static List<String> lines() {
        try (InputStream file =
                Objects.requireNonNull(RedirectUrisTest.class.getResourceAsStream("/oauth/redirect-uris.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
