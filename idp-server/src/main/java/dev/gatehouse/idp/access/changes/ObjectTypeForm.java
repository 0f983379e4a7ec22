package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.idp.api.Members;
import java.util.List;
import java.util.Optional;

/** An object type as callers write it: {@code {"rights":["sign"],"parents":["folder"]}}. */
public final class ObjectTypeForm {

    private static final int LONGEST = 1_024;

    private ObjectTypeForm() {}

    /** The type of a name, unless a violation says what is wrong with it. */
    public static Optional<ObjectType> read(String name, Members members) {
        List<String> rights =
                members.texts("rights", Limits.RIGHTS_PER_TYPE, LONGEST).orElse(List.of());
        List<String> parents =
                members.texts("parents", Limits.PARENT_TYPES_PER_TYPE, LONGEST).orElse(List.of());
        return name.isEmpty() ? Optional.empty() : members.parsed("type", () -> ObjectType.of(name, rights, parents));
    }
}
