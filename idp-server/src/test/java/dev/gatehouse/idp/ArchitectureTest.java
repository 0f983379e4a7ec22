package dev.gatehouse.idp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the compiler cannot say about the shape of the code. */
class ArchitectureTest {

    private static final String ROOT = "dev.gatehouse.idp";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    @Nested
    class Direction {

        @Test
        void dependsWhenOutsideWiringThenNotOnWiring() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + ".config..", ROOT + ".cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + ".config..", ROOT + ".cli.."));
        }

        @Test
        void dependsWhenDomainThenOnThePortAndNoAdapter() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            ROOT + ".config..", ROOT + ".cli..", ROOT + ".storage.sqlite..", ROOT + ".storage.mongo..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + ".storage.sqlite..", ROOT + ".storage.mongo.."));
        }

        @Test
        void dependsWhenChainOrVerifierThenOnTheJdkAlone() {
            for (String alone : List.of(".audit.log", ".audit.verify")) {
                check(classes()
                        .that()
                        .resideInAPackage(ROOT + alone + "..")
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage("java..", "org.jspecify..", ROOT + alone + ".."));
            }
        }

        @Test
        void dependsWhenFrameworkFreeThenNotOnSpringOrServlets() {
            check(noClasses()
                    .that()
                    .resideInAnyPackage(
                            ROOT + ".storage..",
                            ROOT + ".secrets..",
                            ROOT + ".keys..",
                            ROOT + ".audit",
                            ROOT + ".audit.log..",
                            ROOT + ".audit.verify..",
                            ROOT + ".access.log..",
                            ROOT + ".accounts..",
                            ROOT + ".grants..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..", "jakarta.servlet.."));
        }

        @Test
        void dependsWhenPackagesUseEachOtherThenWithoutCycles() {
            check(slices().matching(ROOT + ".(*)..").should().beFreeOfCycles());
        }
    }

    @Nested
    class Wiring {

        @Test
        void wiresWhenABeanIsMadeThenInConfig() {
            check(methods()
                    .that()
                    .areAnnotatedWith("org.springframework.context.annotation.Bean")
                    .should()
                    .beDeclaredInClassesThat()
                    .resideInAPackage(ROOT + ".config.."));
            for (String scanned : List.of("Component", "Service", "Repository")) {
                check(noClasses().should().beAnnotatedWith("org.springframework.stereotype." + scanned));
            }
        }

        @Test
        void wiresWhenABeanNeedsAnotherThenByConstructor() {
            check(NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
        }

        @Test
        void wiresWhenBeansAreChosenThenNotByConditions() {
            check(noClasses()
                    .that()
                    .resideInAPackage(ROOT + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework.boot.autoconfigure.condition.."));
        }
    }

    @Nested
    class Habits {

        @Test
        void logsWhenNeededThenThroughTheFacade() {
            check(NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
        }

        @Test
        void printsWhenNotTheCommandLineThenNever() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + ".cli..")
                    .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
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
        void readsTheTimeWhenNeededThenFromAClock() {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + ".config..", ROOT + ".cli..")
                    .should()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(java.time.Clock.class, "systemUTC"));
        }

        @Test
        void waitsWhenTestingThenForTheEventItself() {
            noClasses()
                    .should()
                    .callMethod(Thread.class, "sleep", long.class)
                    .orShould()
                    .callMethod(Thread.class, "sleep", java.time.Duration.class)
                    .allowEmptyShould(true)
                    .check(TESTS);
        }
    }

    @Nested
    class Names {

        private static final Pattern EMPTY_WORDS =
                Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base|Misc)|.+Common|I[A-Z][a-z].*Service|.*[a-z][2-9]");

        @Test
        void namesWhenATypeIsNamedThenWithAWordOfTheField() {
            List<String> empty = MAIN.stream()
                    .filter(type -> !type.isAnonymousClass())
                    .map(JavaClass::getSimpleName)
                    .filter(name -> EMPTY_WORDS.matcher(name).matches())
                    .toList();
            assertThat(empty).as("types whose name says nothing").isEmpty();
        }

        @Test
        void marksWhenAPackageHasClassesThenNullMarked() throws IOException {
            for (String root : List.of("src/main/java", "src/test/java")) {
                for (Path folder : foldersWithJava(Path.of(root))) {
                    assertThat(folder.resolve("package-info.java")).isRegularFile();
                    assertThat(Files.readString(folder.resolve("package-info.java")))
                            .as("%s", folder)
                            .contains("@NullMarked");
                }
            }
        }

        private static List<Path> foldersWithJava(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .toList();
            }
        }
    }

    @Nested
    class Size {

        private static final int LONGEST_METHOD = 60;

        @Test
        void growsWhenAFileGrowsThenNotBeyondItsLimit() throws IOException {
            List<String> tooLong = new ArrayList<>();
            tooLong.addAll(longerThan(500, Path.of("src/main/java")));
            tooLong.addAll(longerThan(800, Path.of("src/test/java")));
            assertThat(tooLong).as("files to split by idea").isEmpty();
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

        @Test
        void growsWhenAMethodGrowsThenNotBeyondItsLimit() throws IOException {
            List<String> tooLong = new ArrayList<>();
            for (Path file : javaFiles(Path.of("src/main/java"))) {
                methodsLongerThan(LONGEST_METHOD, file).forEach(tooLong::add);
            }
            assertThat(tooLong).as("methods to split").isEmpty();
        }

        /** The formatter indents by four, so a member ends at the first brace of its own column. */
        private static List<String> methodsLongerThan(int limit, Path file) throws IOException {
            List<String> found = new ArrayList<>();
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (opensMethod(lines.get(i))) {
                    String indent = lines.get(i).replaceAll("\\S.*", "");
                    int end = i + 1;
                    while (end < lines.size() && !lines.get(end).equals(indent + "}")) {
                        end++;
                    }
                    if (end - i + 1 > limit) {
                        found.add(file + ":" + (i + 1) + ": " + (end - i + 1) + " lines");
                    }
                }
            }
            return found;
        }

        private static boolean opensMethod(String line) {
            return line.matches(
                            " {4,8}(?!return|throw|new|else|if|for|while|switch|try|synchronized)[\\w<@].*\\) ?.*\\{")
                    && !line.contains(" = ")
                    && !line.contains("->")
                    && !line.matches(".*\\b(class|record|interface|enum)\\b.*");
        }

        private static List<Path> javaFiles(Path root) throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".java")).toList();
            }
        }
    }
}
