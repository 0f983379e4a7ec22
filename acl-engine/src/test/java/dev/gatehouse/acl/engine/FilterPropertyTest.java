package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.OBJECTS;
import static dev.gatehouse.acl.engine.Scripts.RIGHTS;
import static dev.gatehouse.acl.engine.Scripts.START;
import static dev.gatehouse.acl.engine.Scripts.SUBJECTS;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.Scripts.Step;
import dev.gatehouse.acl.filter.Filter;
import dev.gatehouse.acl.filter.FilterAnswer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Filters over documents against the referee, on random models. */
class FilterPropertyTest {

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.scripts();
    }

    @Provide
    Arbitrary<WorkspaceId> workspaces() {
        return Arbitraries.of(ACME, ACME, WorkspaceId.SYSTEM);
    }

    @Provide
    Arbitrary<Right> rights() {
        return Arbitraries.of(RIGHTS);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.of(START, START.plusSeconds(5));
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void filtersWhenAnyModelThenWhatTheRefereeAllows(
            @ForAll("scripts") List<Step> script,
            @ForAll("workspaces") WorkspaceId workspace,
            @ForAll("rights") Right right,
            @ForAll("times") Instant time) {
        RefereedWorld world = RefereedWorld.furnished();
        script.forEach(world::run);
        NaiveModel naive = workspace.equals(ACME) ? world.acme : world.system;
        agree(world.engine.view(workspace), new NaiveEvaluator(world.system, naive), right, time);
    }

    private static void agree(AccessView view, NaiveEvaluator referee, Right right, Instant time) {
        Map<ObjectRef, Map<String, Object>> documents = new HashMap<>();
        OBJECTS.forEach(object -> documents.put(object, Documents.document(view.lists(object))));
        Set<TypeName> types = OBJECTS.stream().map(ObjectRef::type).collect(Collectors.toSet());
        for (Subject subject : SUBJECTS) {
            for (TypeName type : types) {
                Filter filter = view.filter(subject, right, type, time) instanceof FilterAnswer.Compiled compiled
                        ? compiled.filter()
                        : new Filter.Nothing();
                documents.forEach((object, document) -> {
                    if (object.type().equals(type)
                            && Documents.matches(document, filter) != referee.may(subject, right, object, time)) {
                        throw new AssertionError(
                                "%s %s %s: the referee disagrees with %s".formatted(subject, right, object, filter));
                    }
                });
            }
        }
    }
}
