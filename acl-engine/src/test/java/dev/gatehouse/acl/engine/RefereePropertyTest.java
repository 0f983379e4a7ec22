package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.OBJECTS;
import static dev.gatehouse.acl.engine.Scripts.RIGHTS;
import static dev.gatehouse.acl.engine.Scripts.START;
import static dev.gatehouse.acl.engine.Scripts.SUBJECTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.Scripts.Step;
import dev.gatehouse.acl.model.SnapshotWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The engine against the referee, on as many random models as {@code junit-platform.properties} says. */
class RefereePropertyTest {

    private static final List<Instant> TIMES = List.of(START, START.plusSeconds(5));

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.scripts();
    }

    private static void agree(AccessView view, NaiveModel system, NaiveModel workspace) {
        NaiveEvaluator referee = new NaiveEvaluator(system, workspace);
        for (Subject subject : SUBJECTS) {
            for (ObjectRef object : OBJECTS) {
                for (Right right : RIGHTS) {
                    for (Instant time : TIMES) {
                        boolean allowed = view.check(subject, right, object, time) instanceof Decision.Allowed;
                        if (allowed != referee.may(subject, right, object, time)) {
                            throw new AssertionError("%s %s %s at %s is %s, the referee disagrees"
                                    .formatted(subject, right, object, time, allowed ? "allowed" : "denied"));
                        }
                    }
                }
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void decidesWhenAnyModelThenAsTheReferee(@ForAll("scripts") List<Step> script) {
        RefereedWorld world = new RefereedWorld();
        script.forEach(world::run);
        agree(world.engine.view(ACME), world.system, world.acme);
        agree(world.engine.view(WorkspaceId.SYSTEM), world.system, world.system);
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void listsWhenAnyModelThenWhatChecksSay(@ForAll("scripts") List<Step> script) {
        RefereedWorld world = new RefereedWorld();
        script.forEach(world::run);
        AccessView view = world.engine.view(ACME);
        Set<Subject> named = new HashSet<>(world.acme.named);
        named.addAll(world.system.named);
        for (Right right : RIGHTS) {
            for (Subject subject : SUBJECTS) {
                for (String type : List.of("doc", "folder", "client", "clients", "workspace")) {
                    assertThat(all(world, new ListQuery.Objects(subject, right, new TypeName(type))))
                            .containsExactlyInAnyOrderElementsOf(OBJECTS.stream()
                                    .filter(object -> object.type().value().equals(type))
                                    .filter(object -> isRecorded(world, view, object))
                                    .filter(object -> isAllowed(view, subject, right, object))
                                    .toList());
                }
            }
            for (ObjectRef object : OBJECTS) {
                assertThat(all(world, new ListQuery.Subjects(right, object)))
                        .containsExactlyInAnyOrderElementsOf(named.stream()
                                .filter(subject -> isAllowed(view, subject, right, object))
                                .toList());
                assertThat(view.list(new ListQuery.Subjects(right, object), START, 0, 10, 10)
                                .others())
                        .isEqualTo(isAllowed(view, Subject.user("nobody"), right, object));
            }
        }
        for (Subject subject : SUBJECTS) {
            assertThat(all(world, new ListQuery.RightsOf(subject, OBJECTS.getFirst())))
                    .containsExactlyElementsOf(rights(view, subject));
        }
    }

    /** An implied object is listed by itself when entries were ever put on it, or below it, or when it is the only one. */
    private static boolean isRecorded(RefereedWorld world, AccessView view, ObjectRef object) {
        return world.acme.objects.containsKey(object)
                || (world.acme.implied.implies(ACME, object)
                        && (!object.type().value().equals("client")
                                || view.models().workspace().hasRecord(object)));
    }

    private static List<Right> rights(AccessView view, Subject subject) {
        List<Right> asked = new ArrayList<>(Right.OF_EVERY_TYPE);
        asked.add(new Right("sign"));
        return asked.stream()
                .filter(right -> isAllowed(view, subject, right, OBJECTS.getFirst()))
                .toList();
    }

    private static boolean isAllowed(AccessView view, Subject subject, Right right, ObjectRef object) {
        return view.check(subject, right, object, START) instanceof Decision.Allowed;
    }

    /** Page by page, two at a time. */
    private static <T> List<T> all(RefereedWorld world, ListQuery<T> query) {
        List<T> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            if (!(world.engine.list(ACME, query, cursor, 2) instanceof ListAnswer.Listed<T> listed)) {
                throw new AssertionError("A cursor of ours was refused");
            }
            all.addAll(listed.page().items());
            cursor = Optional.ofNullable(listed.page().next());
        } while (cursor.isPresent());
        return all;
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void rebuildsWhenFromTheLogOrASnapshotThenTheSame(@ForAll("scripts") List<Step> script) {
        RefereedWorld world = new RefereedWorld();
        int half = script.size() / 2;
        script.subList(0, half).forEach(world::run);
        AccessView then = world.engine.view(ACME);
        AccessView thenInSystem = world.engine.view(WorkspaceId.SYSTEM);
        NaiveModel systemThen = world.system.copy(null);
        NaiveModel acmeThen = world.acme.copy(systemThen);
        script.subList(half, script.size()).forEach(world::run);

        agree(RefereedWorld.engine(world.log).view(ACME), world.system, world.acme);
        agree(past(RefereedWorld.engine(world.log), then.revision()), systemThen, acmeThen);

        keep(world.log, then);
        keep(world.log, thenInSystem);
        agree(RefereedWorld.engine(world.log).view(ACME), world.system, world.acme);
        agree(past(RefereedWorld.engine(world.log), then.revision()), systemThen, acmeThen);

        keep(world.log, world.engine.view(ACME));
        agree(RefereedWorld.engine(world.log).view(ACME), world.system, world.acme);
        agree(past(RefereedWorld.engine(world.log), then.revision()), systemThen, acmeThen);
    }

    private static AccessView past(AccessEngine engine, Revision revision) {
        return engine.at(ACME, revision).orElseThrow();
    }

    static void keep(MemoryAccessLog log, AccessView view) {
        List<byte[]> chunks = new ArrayList<>();
        SnapshotWriter.write(view.models(), chunks::add);
        log.keep(view.workspace(), view.revision().workspace(), chunks);
    }
}
