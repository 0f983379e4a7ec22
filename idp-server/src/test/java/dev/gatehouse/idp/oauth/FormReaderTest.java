package dev.gatehouse.idp.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.gatehouse.idp.oauth.FormReading.Read;
import dev.gatehouse.idp.oauth.FormReading.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormReaderTest {

    private static Map<String, String> read(String body) {
        FormReading reading = FormReader.parse(body.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reading).isInstanceOf(Read.class);
        return ((Read) reading).parameters().values();
    }

    private static ProtocolError refusal(String body) {
        FormReading reading = FormReader.parse(body.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reading).isInstanceOf(Refused.class);
        return ((Refused) reading).error();
    }

    @Nested
    class Rfc6749AppendixB {

        @Test
        void readsWhenEncodedThenDecodes() {
            assertThat(read("a=1&b=x+y&c=%C3%BC%26%3D%2B"))
                    .containsExactly(entry("a", "1"), entry("b", "x y"), entry("c", "ü&=+"));
        }

        @Test
        void readsWhenNothingIsThereThenNothing() {
            assertThat(read("")).isEmpty();
            assertThat(read("&&")).isEmpty();
        }

        @Test
        void readsWhenAValueHoldsAnEqualsSignThenItBelongsToTheValue() {
            assertThat(read("a=b=c")).containsExactly(entry("a", "b=c"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%C3", "a=%C0%80", "a=%ED%A0%80", "%FF=1", "a=\u00fc"})
        void readsWhenNotPercentEncodedUtf8ThenRefused(String body) {
            assertThat(refusal(body).code()).isEqualTo("invalid_request");
        }
    }

    @Nested
    class Rfc6749Section3Dot2 {

        @Test
        void readsWhenAParameterHasNoValueThenAsIfOmitted() {
            assertThat(read("a=&b&c=1")).containsExactly(entry("c", "1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a=1&a=1", "a=1&a=2", "a=1&a=", "a=&a=1", "a&a", "a=1&%61=2"})
        void readsWhenAParameterIsRepeatedThenRefused(String body) {
            assertThat(refusal(body).description()).contains("more than once");
        }
    }

    @Nested
    class Limits {

        @Test
        void readsWhenAValueIsTooLongThenTheLimitIsNamed() {
            assertThat(read("a=" + "x".repeat(FormReader.MAX_VALUE))).hasSize(1);
            assertThat(refusal("a=" + "x".repeat(FormReader.MAX_VALUE + 1)).description())
                    .contains(String.valueOf(FormReader.MAX_VALUE));
        }

        @Test
        void readsWhenThereAreTooManyThenTheLimitIsNamed() {
            assertThat(read(parameters(FormReader.MAX_PARAMETERS))).hasSize(FormReader.MAX_PARAMETERS);
            assertThat(refusal(parameters(FormReader.MAX_PARAMETERS + 1)).description())
                    .contains(String.valueOf(FormReader.MAX_PARAMETERS));
        }

        private static String parameters(int count) {
            return IntStream.range(0, count).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
        }
    }
}
