package dev.gatehouse.idp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {

    private static <T> Checked<T> read(String text, Function<Members, T> reader) {
        return JsonText.object(text.getBytes(StandardCharsets.UTF_8)).then(node -> Members.read(node, reader));
    }

    private static <T> List<String> faults(String text, Function<Members, T> reader) {
        return switch (read(text, reader)) {
            case Checked.Valid<T> valid -> List.of();
            case Checked.Refused<T>(Refusal refusal) ->
                refusal.violations().stream()
                        .map(violation -> violation.pointer() + " " + violation.code())
                        .toList();
        };
    }

    private record Sample(String name, Optional<Long> age, Optional<List<String>> tags, Optional<String> city) {
        static Sample from(Members members) {
            return new Sample(
                    members.requiredText("name", 5),
                    members.number("age", 1, 10),
                    members.texts("tags", 2, 3),
                    members.object("home", home -> home.text("city", 5)).flatMap(Function.identity()));
        }
    }

    @Test
    void readsWhenEverythingIsInPolicyThenTheValue() {
        assertThat(read("{\"name\":\"Ada\",\"age\":null,\"tags\":[\"a\"],\"home\":{\"city\":\"Ulm\"}}", Sample::from))
                .isEqualTo(new Checked.Valid<>(
                        new Sample("Ada", Optional.empty(), Optional.of(List.of("a")), Optional.of("Ulm"))));
    }

    @Test
    void readsWhenSeveralMembersAreBadThenEachIsNamedWithItsPointer() {
        assertThat(faults(
                        "{\"age\":11,\"tags\":[\"aaaa\",1],\"home\":{\"city\":true,\"x/y~\":1},\"isAdmin\":true}",
                        Sample::from))
                .containsExactly(
                        "#/name required",
                        "#/age out-of-range",
                        "#/tags/0 too-long",
                        "#/tags/1 wrong-type",
                        "#/home/city wrong-type",
                        "#/home/x~1y~0 unknown-member",
                        "#/isAdmin unknown-member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "a\\nb",
                "\\u007f",
                "\\ud800",
                "a\\u202eb",
                "\\u2066",
                "\\u2028",
                "a\\u0085",
                "\\uffff"
            })
    void readsWhenTextHasControlsThenInvalidCharacters(String text) {
        assertThat(faults("{\"name\":\"" + text + "\"}", Sample::from)).containsExactly("#/name invalid-characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1e1", "\"1\"", "true", "[]", "{}", "0", "-1", "11", "99999999999999999999"})
    void readsWhenNumberIsNotWholeOrOutOfBoundsThenAViolation(String number) {
        assertThat(faults("{\"name\":\"x\",\"age\":" + number + "}", Sample::from))
                .hasSize(1);
    }

    @Test
    void readsWhenAnItemIsThereTwiceThenDuplicate() {
        assertThat(faults("{\"name\":\"x\",\"tags\":[\"a\",\"a\"]}", Sample::from))
                .containsExactly("#/tags/1 duplicate");
        assertThat(faults("{\"name\":\"x\",\"tags\":[\"a\",\"b\",\"c\"]}", Sample::from))
                .containsExactly("#/tags too-many");
    }

    @Test
    void readsWhenThousandsOfMembersAreUnknownThenTheListOfErrorsIsBounded() {
        var body = new StringBuilder("{\"name\":\"x\"");
        for (int i = 0; i < 5_000; i++) {
            body.append(",\"m").append(i).append("\":0");
        }
        assertThat(faults(body.append('}').toString(), Sample::from)).hasSize(100);
    }

    @Test
    void pointsWhenANameIsHostileThenItIsEncodedAndShortened() {
        assertThat(new Pointer.Member(new Pointer.Root(), "a b\"<%>ü\n").written())
                .isEqualTo("#/a%20b%22%3C%25%3E%C3%BC%0A");
        assertThat(new Pointer.Member(new Pointer.Root(), "x".repeat(500)).written())
                .hasSizeLessThan(120);
    }
}
