package dev.gatehouse.acl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects that exist in every workspace without a record of their own, as a fixed rule by type: {@code client:x} is a
 * child of {@code clients:all}, which is a child of the root. The model holds nothing of them until an entry is put on
 * one. Each workspace's root object is always among them.
 */
public final class ImpliedObjects {

    /** The root object of each workspace and no other. */
    public static final ImpliedObjects ROOTS = of(List.of());

    private final Map<TypeName, ImpliedType> types;

    private ImpliedObjects(Map<TypeName, ImpliedType> types) {
        this.types = types;
    }

    /**
     * The rule for one type.
     *
     * @param onlyId the one id that exists of the type; null: every id does
     * @param parent the object above each of them; null: the workspace's root
     */
    public record ImpliedType(
            ObjectType type,
            @Nullable String onlyId,
            @Nullable ObjectRef parent) {}

    /** A parent must be implied by a rule before the one that names it, so that paths end. */
    public static ImpliedObjects of(List<ImpliedType> rules) {
        Map<TypeName, ImpliedType> types = new LinkedHashMap<>();
        types.put(
                TypeName.WORKSPACE,
                new ImpliedType(new ObjectType(TypeName.WORKSPACE, List.of(), List.of()), null, null));
        for (ImpliedType rule : rules) {
            ObjectRef parent = rule.parent();
            if (parent != null) {
                ImpliedType above = types.get(parent.type());
                if (above == null || (above.onlyId() != null && !above.onlyId().equals(parent.id()))) {
                    throw new IllegalArgumentException("No rule before it implies the parent " + parent);
                }
                if (parent.type().equals(TypeName.WORKSPACE)) {
                    throw new IllegalArgumentException("The root is the parent where none is given");
                }
            }
            if (types.put(rule.type().name(), rule) != null) {
                throw new IllegalArgumentException(
                        "Two rules imply objects of the type " + rule.type().name());
            }
        }
        return new ImpliedObjects(types);
    }

    public List<ObjectType> types() {
        return types.values().stream().map(ImpliedType::type).toList();
    }

    public @Nullable ImpliedType rule(TypeName type) {
        return types.get(type);
    }

    /** Whether the object exists in the workspace without a record. */
    public boolean implies(WorkspaceId workspace, ObjectRef object) {
        if (object.type().equals(TypeName.WORKSPACE)) {
            return object.id().equals(workspace.value());
        }
        ImpliedType rule = types.get(object.type());
        return rule != null && (rule.onlyId() == null || rule.onlyId().equals(object.id()));
    }
}
