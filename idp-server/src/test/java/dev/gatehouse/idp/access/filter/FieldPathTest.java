package dev.gatehouse.idp.access.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"acl", "permissions", "meta.permissions", "_a-1.b2.ü"})
    void parsesWhenNamesOfFieldsThenAPath(String text) {
        assertThat(FieldPath.parse(text))
                .hasValueSatisfying(path -> assertThat(path.value()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "a.", ".a", "a..b", "$where", "a.$b", "a$b", "a.0", "0", "a b", "a\"b", "a\n", "a\u0000",
                "$expr", "a.b.$ne"
            })
    void parsesWhenAnOperatorOrNoFieldThenNothing(String text) {
        assertThat(FieldPath.parse(text)).isEmpty();
    }

    @Test
    void parsesWhenTooLongThenNothing() {
        assertThat(FieldPath.parse("a".repeat(200))).isPresent();
        assertThat(FieldPath.parse("a".repeat(201))).isEmpty();
    }
}
