package dev.gatehouse.idp.access;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The server's own nouns as objects. They exist without a record: each {@code client:x} stands below {@code clients:all},
 * and that below the root of its workspace.
 */
public final class ServerObjects {

    /** Who may read this may ask about others: check them, and search. */
    public static final ObjectRef DECISIONS = ObjectRef.of("access", "decisions");

    /** The access tokens for a workspace. */
    static final ObjectRef TOKENS = ObjectRef.of("tokens", "all");

    /** The right to ask what a token says that is neither one's own nor meant for one. */
    static final String INTROSPECT = "introspect";

    /** Every type of noun, and the object that stands above all of it. */
    public static final ImpliedObjects IMPLIED = ImpliedObjects.of(Stream.of(
                    List.of(single("access", "decisions")),
                    family("role", "roles"),
                    family("user", "users"),
                    family("client", "clients"),
                    List.of(
                            single("sessions", "all"),
                            single("tokens", "all", INTROSPECT),
                            single("keys", "all"),
                            single("audit", "trail")))
            .flatMap(List::stream)
            .toList());

    /** There is one set of keys and one trail, whoever asks. */
    private static final Set<TypeName> OF_THE_INSTANCE = Set.of(new TypeName("keys"), new TypeName("audit"));

    private ServerObjects() {}

    /**
     * The object of a name that a caller sent. Nothing can have an id that is none, so what was asked about is as much
     * as all of its kind.
     */
    static ObjectRef named(String written) {
        return find(written).orElseThrow(() -> new IllegalArgumentException("no object is called " + written));
    }

    /** The same; nothing when neither the object nor its kind can be. */
    static Optional<ObjectRef> find(String written) {
        int colon = Math.max(0, written.indexOf(':'));
        try {
            return Optional.of(ObjectRef.parse(written));
        } catch (IllegalArgumentException noId) {
            return Optional.of(written.substring(0, colon))
                    .filter(ServerObjects::isName)
                    .map(type -> IMPLIED.rule(new TypeName(type)))
                    .map(ImpliedType::parent);
        }
    }

    private static boolean isName(String type) {
        return IMPLIED.types().stream().anyMatch(known -> known.name().value().equals(type));
    }

    /** Who acts as what the object is: a person, a client; nobody as anything else. */
    static Optional<Subject> subject(ObjectRef object) {
        return switch (object.type().value()) {
            case "user" -> Optional.of(Subject.user(object.id()));
            case "client" -> Optional.of(Subject.service(object.id()));
            default -> Optional.empty();
        };
    }

    static boolean ofTheInstance(ObjectRef object) {
        return OF_THE_INSTANCE.contains(object.type());
    }

    private static ImpliedType single(String type, String id, String... rights) {
        return new ImpliedType(ObjectType.of(type, List.of(rights), List.of()), id, null);
    }

    private static List<ImpliedType> family(String one, String all) {
        return List.of(
                single(all, "all"),
                new ImpliedType(ObjectType.of(one, List.of(), List.of()), null, ObjectRef.of(all, "all")));
    }
}
