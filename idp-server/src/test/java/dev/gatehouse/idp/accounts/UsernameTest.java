package dev.gatehouse.idp.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8265 section 3.3. */
class UsernameTest {

    @ParameterizedTest
    @CsvSource({
        "Alice,alice",
        "ＡＬＩＣＥ,alice",
        "' alice ',alice",
        "JU\u0308RGEN,j\u00fcrgen",
        "Ὀδυσσεύς,ὀδυσσεύς",
        "a.b+c@d,a.b+c@d"
    })
    void parsesWhenWidthCaseOrCompositionDifferThenOneKey(String typed, String key) {
        assertThat(Username.parse(typed)).map(Username::key).contains(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "two words",
                "tab\tbed",
                "nul\0",
                "zero\u200bwidth",
                "bidi\u202egro",
                "soft\u00adhyphen",
                "line\u2028separator",
                "private\ue000use"
            })
    void refusesWhenNotAnIdentifierThenEmpty(String typed) {
        assertThat(Username.parse(typed)).isEmpty();
    }

    @Test
    void refusesWhenTooLongThenEmpty() {
        assertThat(Username.parse("a".repeat(128))).isPresent();
        assertThat(Username.parse("a".repeat(129))).isEmpty();
        // One character of 18 when normalised.
        assertThat(Username.parse("\ufdfa".repeat(100))).isEmpty();
    }

    @Test
    void refusesWhenKeyIsNotItsOwnThenException() {
        assertThatThrownBy(() -> new Username("alice", "bob")).isInstanceOf(IllegalArgumentException.class);
    }
}
