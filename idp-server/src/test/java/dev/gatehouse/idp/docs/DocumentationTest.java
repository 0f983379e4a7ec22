package dev.gatehouse.idp.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    private static final Path HOME = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Pattern PLACE = Pattern.compile("\\]\\(([^)#:]*)#([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern COMMAND = Pattern.compile("\\./gatehouse ([a-z]+)");
    private static final Pattern ENTRY = Pattern.compile("(?m)^  ([a-z]+)  ");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(HOME);
                Stream<Path> docs = Files.walk(HOME.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    @Test
    void linksWhenAPageNamesAFileThenItIsThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(page + " → " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Headings become fragments in lower case, with hyphens for blanks and without punctuation. */
    private static List<String> fragments(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void linksWhenAPageNamesAPlaceOfAPageThenItIsThere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link :
                    PLACE.matcher(Files.readString(page)).results().toList()) {
                Path named = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
                if (named.toString().endsWith(".md") && !fragments(named).contains(link.group(2))) {
                    broken.add(page + " → " + link.group(1) + "#" + link.group(2));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void namesWhenAPageNamesACommandThenTheLauncherHasIt() throws IOException, InterruptedException {
        Process help = new ProcessBuilder("./gatehouse", "help")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .start();
        String usage = new String(help.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(help.waitFor()).isZero();
        List<String> commands =
                ENTRY.matcher(usage).results().map(entry -> entry.group(1)).toList();

        List<String> unknown = new ArrayList<>();
        for (Path page : pages()) {
            COMMAND.matcher(Files.readString(page))
                    .results()
                    .map(command -> command.group(1))
                    .filter(command -> !commands.contains(command))
                    .forEach(command -> unknown.add(page + ": " + command));
        }
        assertThat(commands).contains("start", "test");
        assertThat(unknown).isEmpty();
    }

    @Test
    void listsWhenAPackageIsAddedThenTheArchitecturePageNamesIt() throws IOException {
        String page = Files.readString(HOME.resolve("docs/architecture.md"));
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/gatehouse/idp"))) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> !page.contains("`" + name + "`")))
                    .as("packages that docs/architecture.md does not name")
                    .isEmpty();
        }
    }
}
