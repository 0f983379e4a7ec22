package dev.gatehouse.idp.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 section 13.1.1. */
class EntityTagTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\0',
            nullValues = "-",
            value = {
                "-;0",
                "*;0",
                "\"7\";0",
                " \"7\" ;0",
                "\"6\", \"7\";0",
                "\"6\",\"7\";0",
                "\"6\";412",
                "W/\"7\";412",
                "\"77\";412",
                "\"\";412",
                "\"6\", W/\"7\";412",
                "7;400",
                "\"7;400",
                "\"7\" \"8\";400",
                "*, \"7\";400",
                "\"7\",;400",
                "w/\"7\";400"
            })
    void matchesWhenAStrongTagNamesTheVersionThenTheWriteGoesOn(String ifMatch, int status) {
        int actual = switch (EntityTag.matches(ifMatch, 7)) {
            case Checked.Valid<Boolean> valid -> 0;
            case Checked.Refused<Boolean>(Refusal refusal) -> refusal.status();
        };
        assertThat(actual).isEqualTo(status);
    }
}
