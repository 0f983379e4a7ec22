package dev.gatehouse.idp.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.audit.log.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalReaderTest {

    @Property(tries = 500)
    void readsWhatTheWriterWroteWhenAnyMembersThenSameMembers(
            @ForAll @Size(max = 8) Map<String, String> members, @ForAll long number) throws NotCanonical {
        var expected = new TreeMap<String, Object>();
        members.forEach((name, value) -> expected.put(wellFormed(name), wellFormed(value)));
        Map<String, String> texts = new TreeMap<>();
        expected.forEach((name, value) -> texts.put(name, (String) value));
        long exact = number >> 11;
        byte[] bytes = new CanonicalJson(16)
                .beginObject()
                .name("a")
                .beginArray()
                .number(exact)
                .nothing()
                .bool(true)
                .endArray()
                .name("b")
                .strings(texts)
                .endObject()
                .bytes();
        assertThat(CanonicalReader.object(bytes))
                .isEqualTo(Map.of("a", Arrays.asList(exact, null, true), "b", expected));
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{} ",
                " {}",
                "{\"a\":1}x",
                "{\"a\": 1}",
                "{\"a\":1,}",
                "{\"b\":1,\"a\":1}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":01}",
                "{\"a\":-0}",
                "{\"a\":1.0}",
                "{\"a\":1e3}",
                "{\"a\":+1}",
                "{\"a\":9007199254740992}",
                "{\"a\":99999999999999999999}",
                "{\"a\":\"\\/\"}",
                "{\"a\":\"\\u0041\"}",
                "{\"a\":\"\\u000a\"}",
                "{\"a\":\"\\u000F\"}",
                "{\"a\":\"\\ud83d\\ude00\"}",
                "{\"a\":\"\\u00\"}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\\"}",
                "{\"a\":tru}",
                "{\"a\":True}",
                "{a:1}",
                "{\"a\":[1 ,2]}",
                "{\"a\":[1,]}",
                "{\"a\":{}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}"
            })
    void refusesWhenSpellingIsNotCanonicalThenFails(String text) {
        assertThatThrownBy(() -> CanonicalReader.object(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(NotCanonical.class);
    }

    @Test
    void refusesWhenUtf8IsMalformedThenFails() {
        List<byte[]> malformed = List.of(
                new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
        for (byte[] bytes : malformed) {
            assertThatThrownBy(() -> CanonicalReader.object(bytes)).isInstanceOf(NotCanonical.class);
        }
    }
}
