package dev.gatehouse.idp.access;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server's own nouns as objects. They exist without a record: each {@code client:x} stands below {@code clients:all},
 * and that below the root of its workspace.
 */
public final class ServerObjects {

    /** Who may read this may ask about others: check them, and search. */
    public static final ObjectRef DECISIONS = ObjectRef.of("access", "decisions");

    /** Every type of noun, and the object that stands above all of it. */
    public static final ImpliedObjects IMPLIED = ImpliedObjects.of(Stream.of(
                    List.of(single("access", "decisions")),
                    family("role", "roles"),
                    family("user", "users"),
                    family("client", "clients"))
            .flatMap(List::stream)
            .toList());

    private ServerObjects() {}

    private static ImpliedType single(String type, String id) {
        return new ImpliedType(ObjectType.of(type, List.of(), List.of()), id, null);
    }

    private static List<ImpliedType> family(String one, String all) {
        return List.of(
                single(all, "all"),
                new ImpliedType(ObjectType.of(one, List.of(), List.of()), null, ObjectRef.of(all, "all")));
    }
}
