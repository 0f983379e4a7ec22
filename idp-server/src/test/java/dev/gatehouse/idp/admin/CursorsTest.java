package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.PageRequest;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorsTest {

    private final KeyedHash hash = new TestHash("key");
    private final Cursors cursors = new Cursors(hash);

    private Checked<PageRequest> page(@Nullable String limit, @Nullable String cursor) {
        return PageRequest.of("users?status=active", limit, cursor, cursors);
    }

    private static Refusal refusal(Checked<PageRequest> checked) {
        return switch (checked) {
            case Checked.Refused<PageRequest>(Refusal refusal) -> refusal;
            case Checked.Valid<PageRequest> valid -> throw new AssertionError("taken: " + valid);
        };
    }

    @Test
    void decodesWhenTheListIsTheSameThenThePlace() {
        assertThat(page(null, cursors.encode("users?status=active", "place ü\n")))
                .isEqualTo(new Checked.Valid<>(new PageRequest("users?status=active", 50, Optional.of("place ü\n"))));
    }

    @Test
    void decodesWhenTheListIsAnotherThenRefused() {
        assertThat(page(null, cursors.encode("users?status=suspended", "p"))).isInstanceOf(Checked.Refused.class);
        assertThat(page(null, cursors.encode("clients", "p"))).isInstanceOf(Checked.Refused.class);
        assertThat(page(null, new Cursors(new TestHash("other key")).encode("users?status=active", "p")))
                .isInstanceOf(Checked.Refused.class);
    }

    @Test
    void decodesWhenThePlaceWasChangedThenRefused() {
        String cursor = cursors.encode("users?status=active", "place");
        String forged =
                Base64.getUrlEncoder().withoutPadding().encodeToString("elsewhere".getBytes(StandardCharsets.UTF_8))
                        + cursor.substring(cursor.indexOf('.'));
        assertThat(page(null, forged)).isInstanceOf(Checked.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a", "a.b", "....", "%00", "null"})
    void decodesWhenTextIsNoCursorThenInvalidCursor(String text) {
        assertThat(refusal(page(null, text)).code()).isEqualTo("invalid-cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "", "1e2", "99999999999", "٣", " 5"})
    void readsWhenLimitIsOutOfBoundsThenTheLimitIsNamed(String limit) {
        assertThat(refusal(page(limit, null)).detail()).contains("200");
    }

    /** A keyed hash for tests: the key is in the text. */
    private record TestHash(String key) implements KeyedHash {
        @Override
        public String of(KeyPurpose purpose, String secret) {
            return Integer.toHexString((key + purpose + secret).hashCode());
        }

        @Override
        public boolean matches(KeyPurpose purpose, String secret, String expected) {
            return of(purpose, secret).equals(expected);
        }
    }
}
