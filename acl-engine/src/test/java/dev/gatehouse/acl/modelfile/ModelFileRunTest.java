package dev.gatehouse.acl.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import dev.gatehouse.acl.modelfile.ModelFile.Expecting;
import dev.gatehouse.acl.modelfile.ModelFile.Step;
import dev.gatehouse.acl.modelfile.ModelFileReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runner can fail. */
class ModelFileRunTest {

    private static final String MODEL = """
            about: Somebody may read.
            types:
              doc: {}
            roles:
              staff: [user:ann]
            objects:
              doc:plan: {}
            entries:
              - {on: doc:plan, allow: role:staff, rights: read}
            """;

    private static ModelFile file(String text) {
        Reading reading = ModelFileReader.read(YamlTree.of(text));
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).file();
    }

    /** How many ways of asking there are. */
    private static int ways() {
        AccessEngine engine = new AccessEngine(
                new MemoryAccessLog(), ImpliedObjects.ROOTS, new Cursors(new byte[32]), () -> Instant.EPOCH);
        return Way.all(engine.view(WorkspaceId.SYSTEM), Instant.EPOCH).size();
    }

    private static List<String> differences(String expectations) {
        Report report = ModelFileRun.run(file(MODEL + expectations));
        assertThat(report.problem()).isEmpty();
        assertThat(report.isAsWanted()).isEqualTo(report.differences().isEmpty());
        return report.differences().stream().map(Object::toString).toList();
    }

    @Nested
    class Expectations {

        @Test
        void comparesWhenADecisionIsNotAsWantedThenEveryWaySaysSo() {
            assertThat(differences("expect: [{who: user:ann, on: doc:plan, may: [read, update]}]"))
                    .containsExactly(
                            "expect[0]: user:ann update doc:plan, by check: wanted allowed, got denied",
                            "expect[0]: user:ann update doc:plan, by list objects: wanted allowed, got denied",
                            "expect[0]: user:ann update doc:plan, by list subjects: wanted allowed, got denied",
                            "expect[0]: user:ann update doc:plan, by list rights: wanted allowed, got denied",
                            "expect[0]: user:ann update doc:plan, by explain: wanted allowed, got denied");
            assertThat(differences("expect: [{who: user:ann, on: doc:plan, not: read}]"))
                    .hasSize(ways())
                    .allSatisfy(line -> assertThat(line).endsWith("wanted denied, got allowed"));
        }

        @Test
        void comparesWhenTheReasonIsAnotherThenSaysWhich() {
            assertThat(differences("expect: [{who: user:bob, on: doc:plan, not: read, because: entry-denies}]"))
                    .containsExactly("expect[0]: user:bob read doc:plan, by check: wanted denied, entry-denies, got"
                            + " denied, nothing-allows");
        }

        @Test
        void comparesWhenAListIsNotAsWantedThenShowsBoth() {
            assertThat(differences("expect: [{who: user:ann, right: read, objects: doc, are: []}]"))
                    .containsExactly("expect[0]: list: wanted [], got [doc:plan]");
            assertThat(differences(
                            "expect: [{on: doc:plan, right: read, subjects: user, are: user:ann, others: true}]"))
                    .containsExactly("expect[0]: list: wanted [user:ann] and all others, got [user:ann]");
            assertThat(differences("expect: [{who: user:ann, on: doc:plan, rights: [read, share]}]"))
                    .containsExactly("expect[0]: list: wanted [read, share], got [read]");
        }

        @Test
        void changesWhenTheOutcomeIsAnotherThenSaysWhich() {
            assertThat(differences("then: [{change: [{role.create: staff}]}]"))
                    .containsExactly("then[0]: change: wanted made, got already-true");
            assertThat(differences("then: [{change: [{role.create: ops}], outcome: role-cycle}]"))
                    .containsExactly("then[0]: change: wanted role-cycle, got made");
            assertThat(differences("then: [{change: [{member.add: {role: ops, member: guest}}]}]"))
                    .containsExactly("then[0]: change: wanted made, got unknown-role (There is no role:ops)");
        }

        static List<Path> files() throws IOException {
            return ModelFilesTest.files();
        }

        /** Each file of the suite is wrong in every decision when all that it wants is turned round. */
        @ParameterizedTest
        @MethodSource("files")
        void comparesWhenEveryDecisionIsTurnedRoundThenNoneIsRight(Path path) throws IOException {
            ModelFile file = file(Files.readString(path));
            List<Step> turned = file.steps().stream().map(Expectations::turned).toList();
            Report report = ModelFileRun.run(new ModelFile(file.about(), file.implied(), file.now(), turned));
            assertThat(report.differences()).hasSize(ways() * (report.allowed() + report.denied()));
        }

        private static Step turned(Step step) {
            if (!(step instanceof Expecting(String path, List<Expectation> expectations))) {
                return step;
            }
            return new Expecting(
                    path, expectations.stream().map(Expectations::turned).toList());
        }

        private static Expectation turned(Expectation expectation) {
            return expectation instanceof Expectation.Decided decided
                    ? new Expectation.Decided(
                            decided.path(),
                            decided.workspace(),
                            decided.at(),
                            decided.question(),
                            !decided.allowed(),
                            Optional.empty())
                    : expectation;
        }
    }

    @Nested
    class FirstState {

        private static Problem problem(String text) {
            return ModelFileRun.run(file("about: wrong\n" + text)).problem().orElseThrow();
        }

        @Test
        void beginsWhenTheFirstStateCannotBeThenNamesThePathAndWhatIsWrong() {
            assertThat(problem("roles: {staff: [role:board]}").toString())
                    .isEqualTo("roles.staff[0]: There is no role:board");
            assertThat(problem("entries: [{on: doc:plan, allow: guest, rights: read}]"))
                    .isEqualTo(new Problem("entries[0]", "No object type doc is defined"));
            assertThat(problem("workspaces: {globex: {objects: {doc:plan: {}}}}")
                            .path())
                    .isEqualTo("workspaces.globex.objects.doc:plan");
        }
    }

    @Test
    void collectsWhenAFileNamesThingsThenEveryQuestionAboutThem() {
        ModelFile file = file(MODEL + "expect: [{who: robot:x, on: car:1, not: fly}]");
        assertThat(new Universe(file).questions())
                .hasSize(Set.of("guest", "user:ann", "robot:x").size()
                        * Set.of("read", "update", "delete", "invoke", "share", "fly")
                                .size()
                        * Set.of("doc:plan", "role:staff", "car:1").size());
    }
}
