package dev.gatehouse.idp.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    private static String text(CanonicalJson json) {
        return new String(json.bytes(), StandardCharsets.UTF_8);
    }

    private static String string(String value) {
        return text(new CanonicalJson(8).string(value));
    }

    /** RFC 8785 section 3.2.2.2. */
    @Nested
    class Strings {

        @Test
        void writesSampleOfTheSpecificationWhenStringThenSameBytes() {
            assertThat(string("\u20ac$\u000F\nA'B\"\\\\\"/")).isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
        }

        @Test
        void escapesControlsWhenShortFormExistsThenShortForm() {
            assertThat(string("\b\t\n\f\r")).isEqualTo("\"\\b\\t\\n\\f\\r\"");
            assertThat(string("\u0000\u001f")).isEqualTo("\"\\u0000\\u001f\"");
            assertThat(string("\u007f\u0080")).isEqualTo("\"\u007f\u0080\"");
        }

        @Test
        void writesUtf8WhenEveryPlaneThenAsJavaEncodesIt() {
            var all = new StringBuilder();
            for (int c = 0x20; c <= Character.MAX_CODE_POINT; c += 0x101) {
                if (c != '"' && c != '\\' && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)) {
                    all.appendCodePoint(c);
                }
            }
            assertThat(new CanonicalJson(8).string(all.toString()).bytes())
                    .isEqualTo(("\"" + all + "\"").getBytes(StandardCharsets.UTF_8));
        }

        @Test
        void replacesWhenSurrogateIsAloneThenReplacementCharacter() {
            assertThat(string("a\ud800b")).isEqualTo("\"a\ufffdb\"");
            assertThat(string("\udc00")).isEqualTo("\"\ufffd\"");
        }
    }

    /** RFC 8785 section 3.2.3. */
    @Nested
    class Order {

        @Test
        void sortsWhenSampleOfTheSpecificationThenByUtf16Units() {
            var members = Map.of(
                    "\u20ac", "Euro Sign",
                    "\r", "Carriage Return",
                    "\ufb33", "Hebrew Letter Dalet With Dagesh",
                    "1", "One",
                    "\ud83d\ude00", "Emoji: Grinning Face",
                    "\u0080", "Control",
                    "\u00f6", "Latin Small Letter O With Diaeresis");
            assertThat(text(new CanonicalJson(8).strings(members)))
                    .isEqualTo("{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                            + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                            + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
        }

        @Test
        void refusesWhenMembersComeOutOfOrderThenFails() {
            var json = new CanonicalJson(8).beginObject().name("b").number(1);
            assertThatThrownBy(() -> json.name("a")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> json.name("b")).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void ordersEachObjectByItselfWhenNestedThenOuterGoesOn() {
            var json = new CanonicalJson(8).beginObject();
            json.name("a").beginObject().name("z").nothing().endObject();
            json.name("b")
                    .beginArray()
                    .beginObject()
                    .endObject()
                    .beginObject()
                    .endObject()
                    .endArray();
            json.name("c").bool(true);
            assertThat(text(json.endObject())).isEqualTo("{\"a\":{\"z\":null},\"b\":[{},{}],\"c\":true}");
        }
    }

    /** RFC 8785 section 3.2.2.3, for integers. */
    @Test
    void refusesWhenIntegerIsNotExactThenFails() {
        long largest = 9_007_199_254_740_991L;
        assertThat(text(new CanonicalJson(8).number(largest))).isEqualTo("9007199254740991");
        assertThat(text(new CanonicalJson(8).number(-largest))).isEqualTo("-9007199254740991");
        assertThat(text(new CanonicalJson(8).number(0))).isEqualTo("0");
        assertThatThrownBy(() -> new CanonicalJson(8).number(largest + 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
