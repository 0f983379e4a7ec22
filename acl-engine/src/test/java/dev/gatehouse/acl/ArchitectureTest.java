package dev.gatehouse.acl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler cannot say about the shape of the code. */
class ArchitectureTest {

    private static final String ROOT = "dev.gatehouse.acl";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    @Test
    void dependsWhenInTheLibraryThenOnTheJdkAndJspecifyAlone() {
        check(classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", ROOT + ".."));
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.sql..", "java.util.logging.."));
    }

    @Test
    void dependsWhenPackagesUseEachOtherThenWithoutCycles() {
        check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
        check(noClasses()
                .that()
                .resideInAPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".*.."));
    }

    @Test
    void readsTheTimeWhenNeededThenIsGivenIt() {
        check(noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Clock.class, "systemUTC"));
    }

    @Test
    void holdsStateWhenStaticThenFinal() {
        check(fields().that()
                .areStatic()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal());
    }

    @Test
    void printsWhenInTheLibraryThenNever() {
        check(noClasses().should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
    }

    @Test
    void namesWhenATypeIsNamedThenWithAWordOfTheField() {
        Pattern empty =
                Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base|Misc)|.+Common|I[A-Z][a-z].*Service|.*[a-z][2-9]");
        assertThat(MAIN.stream()
                        .filter(type -> !type.isAnonymousClass())
                        .map(JavaClass::getSimpleName)
                        .filter(name -> empty.matcher(name).matches()))
                .as("types whose name says nothing")
                .isEmpty();
    }

    @Test
    void marksWhenAPackageHasClassesThenNullMarked() throws IOException {
        for (String root : List.of("src/main/java", "src/test/java")) {
            for (Path file : javaFiles(Path.of(root))) {
                Path description = file.resolveSibling("package-info.java");
                assertThat(description).isRegularFile();
                assertThat(Files.readString(description)).contains("@NullMarked");
            }
        }
    }

    @Test
    void growsWhenAFileGrowsThenNotBeyondItsLimit() throws IOException {
        List<String> tooLong = new ArrayList<>();
        tooLong.addAll(longerThan(300, Path.of("src/main/java")));
        tooLong.addAll(longerThan(800, Path.of("src/test/java")));
        assertThat(tooLong).as("files to split by idea").isEmpty();
    }

    @Test
    void growsWhenAMethodGrowsThenNotBeyondItsLimit() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : javaFiles(Path.of("src/main/java"))) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (opensMethod(lines.get(i))) {
                    String indent = lines.get(i).replaceAll("\\S.*", "");
                    int end = i + 1;
                    while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
                        end++;
                    }
                    if (end - i + 1 > 60) {
                        tooLong.add(file + ":" + (i + 1) + ": " + (end - i + 1) + " lines");
                    }
                }
            }
        }
        assertThat(tooLong).as("methods to split").isEmpty();
    }

    private static boolean opensMethod(String line) {
        return line.matches(" {4,8}(?!return|throw|new|else|if|for|while|switch|try|synchronized)[\\w<@].*\\) ?.*\\{")
                && !line.contains(" = ")
                && !line.contains("->")
                && !line.matches(".*\\b(class|record|interface|enum)\\b.*");
    }

    private static List<String> longerThan(int limit, Path root) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : javaFiles(root)) {
            int lines = Files.readAllLines(file).size();
            if (lines > limit) {
                found.add(file + ": " + lines);
            }
        }
        return found;
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
