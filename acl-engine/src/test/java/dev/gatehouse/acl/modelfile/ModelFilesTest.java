package dev.gatehouse.acl.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model file, through every way of asking. */
class ModelFilesTest {

    private static final Path FOLDER = Path.of("src/test/models");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void answersWhenAskedInEveryWayThenAsTheFileSays(Path file) throws IOException {
        answersAsItSays(Files.readString(file));
    }

    /** The file that the description shows, in two pieces. */
    @Test
    void answersWhenTheFileIsThatOfTheDescriptionThenAsItSays() throws IOException {
        Matcher block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/model-files.md")));
        answersAsItSays(block.results().map(found -> found.group(1)).collect(Collectors.joining()));
    }

    private static void answersAsItSays(String text) {
        ModelFileReader.Reading reading = ModelFileReader.read(YamlTree.of(text));
        assertThat(reading).isInstanceOf(ModelFileReader.Reading.Read.class);
        Report report = ModelFileRun.run(((ModelFileReader.Reading.Read) reading).file());
        assertThat(report.problem()).isEmpty();
        assertThat(report.differences()).isEmpty();
        assertThat(report.allowed()).as("what the file wants allowed").isPositive();
        assertThat(report.denied()).as("what the file wants denied").isPositive();
        assertThat(report.compared()).isPositive();
    }

    @Test
    void coversWhenAllFilesAreCountedThenEveryTheme() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(files().stream()
                        .map(file -> FOLDER.relativize(file).getName(0).toString()))
                .contains(
                        "nested-roles",
                        "diamonds",
                        "deny",
                        "inheritance",
                        "expiry",
                        "system-roles",
                        "re-creation",
                        "guests",
                        "everyone",
                        "rights",
                        "unknown",
                        "workspaces",
                        "implied",
                        "changes",
                        "limits");
    }
}
