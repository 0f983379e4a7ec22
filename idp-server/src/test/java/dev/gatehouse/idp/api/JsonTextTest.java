package dev.gatehouse.idp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class JsonTextTest {

    private static Checked<ObjectNode> read(String text) {
        return JsonText.object(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal refusal(Checked<ObjectNode> checked) {
        return switch (checked) {
            case Checked.Refused<ObjectNode>(Refusal refusal) -> refusal;
            case Checked.Valid<ObjectNode> valid -> throw new AssertionError("taken: " + valid);
        };
    }

    @Nested
    class Rfc8259 {

        @Test
        void readsWhenBodyIsOneObjectThenItsMembers() {
            assertThat(read(" {\"a\": {\"b\": [1, \"ü\"]}}\n")).isInstanceOf(Checked.Valid.class);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "null",
                    "[]",
                    "1",
                    "\"a\"",
                    "{",
                    "}",
                    "{\"a\":1}}",
                    "{\"a\":1} x",
                    "{\"a\":1}{\"b\":2}",
                    "{a:1}",
                    "{'a':1}",
                    "{\"a\":1,}",
                    "{\"a\":NaN}",
                    "{\"a\":01}",
                    "{\"a\":+1}",
                    "{\"a\":\"\t\"}",
                    "{\"a\":1 /* x */}",
                    "\uFEFF{\"a\":1}x",
                    "{\"a\":\"\\x41\"}",
                    "{\"a\" 1}"
                })
        void readsWhenBodyIsNotOneObjectThenMalformed(String text) {
            assertThat(refusal(read(text)))
                    .extracting(Refusal::status, Refusal::code)
                    .containsExactly(400, "malformed-json");
        }

        @Test
        void readsWhenSyntaxIsWrongThenThePositionIsNamed() {
            assertThat(refusal(read("{\"a\": 1,\n  \"b\": ?}")).detail()).contains("line 2, column 8");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"o\":{\"a\":1,\"b\":2,\"a\":1}}", "{\"a\":1,\"\\u0061\":2}"})
        void readsWhenAMemberIsThereTwiceThenMalformed(String text) {
            assertThat(refusal(read(text)).detail()).startsWith("A member is there twice");
        }

        @Test
        void readsWhenBytesAreNotUtf8ThenMalformed() {
            assertThat(refusal(JsonText.object(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                            .detail())
                    .contains("UTF-8");
            assertThat(refusal(JsonText.object("{\"a\":1}".getBytes(StandardCharsets.UTF_16)))
                            .code())
                    .isEqualTo("malformed-json");
        }
    }

    @Nested
    class Limits {

        @Test
        void readsWhenNestedTooDeepThenTheLimitIsNamed() {
            String deep = "{\"a\":".repeat(JsonText.MAX_DEPTH + 1) + "1" + "}".repeat(JsonText.MAX_DEPTH + 1);
            assertThat(refusal(read(deep)).detail()).contains("" + JsonText.MAX_DEPTH);
            assertThat(refusal(read("{\"a\":" + "[".repeat(100_000))).code()).isEqualTo("malformed-json");
        }

        @Test
        void readsWhenTooLongThenTooLarge() {
            assertThat(refusal(read("{\"a\":\"" + "x".repeat(JsonText.MAX_LENGTH) + "\"}")))
                    .extracting(Refusal::status, Refusal::code)
                    .containsExactly(413, "too-large");
        }

        @Test
        void readsWhenANumberIsHugeThenMalformed() {
            assertThat(refusal(read("{\"a\":" + "9".repeat(10_000) + "}")).code())
                    .isEqualTo("malformed-json");
        }
    }
}
