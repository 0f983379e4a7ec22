package dev.gatehouse.idp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The settings table of the operations page; {@code -Dgolden.write=true} writes it anew. */
class SettingsTableTest {

    private static final Path PAGE = Path.of("..", "docs", "operations.md");
    private static final String BEGIN = "<!-- settings: written by SettingsTableTest, see CONTRIBUTING.md -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void documentsWhenASettingIsDeclaredThenTheTableSaysTheSame() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
            page = Files.readString(PAGE);
            end = page.indexOf(END);
        }
        assertThat(page.substring(begin, end)).isEqualTo(table());
    }

    private static String table() {
        return SettingsCatalogue.all().stream()
                .map(setting -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                setting.variable(),
                                setting.kind().name(),
                                setting.initial().map(text -> "`" + text + "`").orElse(setting.initialNote()),
                                setting.description()))
                .collect(Collectors.joining(
                        "", "\n| variable | value | default | meaning |\n|---|---|---|---|\n", "\n"));
    }
}
