package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class MergePatchTest {

    private static ObjectNode object(String text) {
        return JsonText.object(text.getBytes(StandardCharsets.UTF_8))
                        instanceof Checked.Valid<ObjectNode>(ObjectNode node)
                ? node
                : org.junit.jupiter.api.Assertions.fail(text);
    }

    /** RFC 7396 appendix A, as far as target and patch are objects. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            value = {
                "{\"a\":\"b\"};{\"a\":\"c\"};{\"a\":\"c\"}",
                "{\"a\":\"b\"};{\"b\":\"c\"};{\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"};{\"a\":null};{}",
                "{\"a\":\"b\",\"b\":\"c\"};{\"a\":null};{\"b\":\"c\"}",
                "{\"a\":[\"b\"]};{\"a\":\"c\"};{\"a\":\"c\"}",
                "{\"a\":\"c\"};{\"a\":[\"b\"]};{\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}};{\"a\":{\"b\":\"d\",\"c\":null}};{\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]};{\"a\":[1]};{\"a\":[1]}",
                "{\"e\":null};{\"a\":1};{\"e\":null,\"a\":1}",
                "{};{\"a\":{\"bb\":{\"ccc\":null}}};{\"a\":{\"bb\":{}}}"
            })
    void appliesWhenRfcGivesAnExampleThenItsResult(String target, String patch, String result) {
        assertThat(MergePatch.apply(object(target), object(patch))).isEqualTo(object(result));
    }

    @Test
    void appliesWhenPatchedThenTheTargetStays() {
        ObjectNode target = object("{\"a\":{\"b\":1}}");
        MergePatch.apply(target, object("{\"a\":{\"b\":2}}"));
        assertThat(target).isEqualTo(object("{\"a\":{\"b\":1}}"));
    }
}
