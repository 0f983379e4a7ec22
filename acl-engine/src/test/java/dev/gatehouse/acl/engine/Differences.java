package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.IMPLIED;

import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.model.ModelPair;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What differs between two states, by asking the referee everything in both. */
final class Differences {

    /** Stands for all whom no log names, and for all implied objects without a record. */
    static final String OTHER = "any-other";

    private final Set<Subject> subjects = new LinkedHashSet<>();
    private final Map<ObjectRef, Set<Right>> objects = new HashMap<>();
    final Set<String> gained = new HashSet<>();
    final Set<String> lost = new HashSet<>();

    /** The pairs are asked which implied objects have a record; all else is the referee's. */
    Differences(NaiveModel before, NaiveModel after, ModelPair pairBefore, ModelPair pairAfter, Instant time) {
        subjects.add(Subject.user(OTHER));
        subjects.addAll(after.named);
        subjects.addAll(after.system.named);
        for (ObjectType type : IMPLIED.types()) {
            addImplied(after.id, after.types.getOrDefault(type.name(), type));
        }
        for (ObjectRef object : Scripts.OBJECTS) {
            boolean isRecorded = pairBefore.workspace().hasRecord(object)
                    || pairAfter.workspace().hasRecord(object);
            if (isRecorded || before.objects.containsKey(object) || after.objects.containsKey(object)) {
                add(object, before, after);
            }
        }
        NaiveEvaluator then = new NaiveEvaluator(before.system, before);
        NaiveEvaluator now = new NaiveEvaluator(after.system, after);
        objects.forEach((object, rights) -> rights.forEach(right -> subjects.forEach(subject -> {
            boolean could = then.may(subject, right, object, time);
            boolean can = now.may(subject, right, object, time);
            if (could != can) {
                (can ? gained : lost).add(subject + " " + right + " " + object);
            }
        })));
    }

    private void addImplied(WorkspaceId workspace, ObjectType type) {
        ImpliedType rule = IMPLIED.rule(type.name());
        String id = type.name().equals(TypeName.WORKSPACE)
                ? workspace.value()
                : rule == null || rule.onlyId() == null ? OTHER : rule.onlyId();
        objects.put(new ObjectRef(type.name(), id), rights(type));
    }

    private static Set<Right> rights(ObjectType type) {
        Set<Right> rights = new HashSet<>(Right.OF_EVERY_TYPE);
        rights.addAll(type.rights());
        return rights;
    }

    private void add(ObjectRef object, NaiveModel before, NaiveModel after) {
        Set<Right> rights = objects.computeIfAbsent(object, _ -> new HashSet<>());
        for (NaiveModel model : new NaiveModel[] {before, after}) {
            ImpliedType rule = IMPLIED.rule(object.type());
            ObjectType type = model.types.getOrDefault(object.type(), rule == null ? null : rule.type());
            if (type != null) {
                rights.addAll(rights(type));
            }
        }
    }
}
