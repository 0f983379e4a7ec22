package dev.gatehouse.idp.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ops",
                "doc:1",
                "user:a@b.example",
                "a/b",
                "/",
                "%",
                "%2F",
                ";x=1",
                "..",
                ".",
                "~",
                "~b3Bz",
                "",
                "a b",
                "ünïcödé",
                "\ud83d\ude00",
                "\\",
                "?",
                "#",
                "+",
                "role:system/admins",
                "e\u0301",
                "\u00e9"
            })
    void writesWhenAnyIdThenASegmentThatIsReadAsThatVeryId(String id) {
        String segment = PathId.write(id);
        assertThat(segment).matches("[A-Za-z0-9:@_.~-]*");
        assertThat(URI.create("/x/" + segment).normalize().getPath()).isEqualTo("/x/" + segment);
        assertThat(PathId.read(segment)).contains(id);
    }

    @Test
    void readsWhenNotMarkedThenAsItIs() {
        assertThat(PathId.read("a b")).contains("a b");
        assertThat(PathId.read("a~b")).contains("a~b");
        assertThat(PathId.read("")).contains("");
    }

    /** Padding, characters of the other alphabet, bits that mean nothing, and bytes that are no UTF-8. */
    @ParameterizedTest
    @ValueSource(strings = {"~YQ==", "~+/8", "~YR", "~Y", "~_w", "~7aCA", "~wIA", "~ "})
    void readsWhenMarkedAndNotTheOneSpellingOfATextThenNothing(String segment) {
        assertThat(PathId.read(segment)).isEmpty();
    }
}
