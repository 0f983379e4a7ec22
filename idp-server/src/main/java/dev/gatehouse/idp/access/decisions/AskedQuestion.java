package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.engine.RawObject;
import dev.gatehouse.acl.engine.RawQuestion;
import dev.gatehouse.acl.engine.RawSubject;
import dev.gatehouse.idp.api.Members;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question as it was asked, in strings that need not be the names of anything.
 *
 * @param subject who, or whom a search asks about
 * @param action the name of what is to be done
 * @param resource to what
 */
record AskedQuestion(Entity subject, String action, Entity resource) {

    /** The longest type, id or name that is read, in characters; none that exists is so long. */
    static final int LONGEST = 1_024;

    /** Something by type and id; its {@code properties} are read by nobody. */
    record Entity(String type, String id) {

        static final Entity NONE = new Entity("", "");

        static Entity read(Members members) {
            return new Entity(members.requiredVerbatim("type", LONGEST), members.requiredVerbatim("id", LONGEST));
        }

        /** Of what is searched for, whose id means nothing and may be anything. */
        static Entity readType(Members members) {
            return new Entity(members.requiredVerbatim("type", LONGEST), "");
        }

        @Override
        public String toString() {
            return type + ":" + id;
        }
    }

    /** All three parts. */
    static AskedQuestion read(Members members) {
        return new AskedQuestion(
                required(members, "subject", Entity::read),
                action(members),
                required(members, "resource", Entity::read));
    }

    static String action(Members members) {
        return members.has("action")
                ? members.object("action", action -> action.requiredVerbatim("name", LONGEST))
                        .orElse("")
                : missing(members, "action", "");
    }

    static Entity required(Members members, String name, Function<Members, Entity> read) {
        return members.has(name) ? members.object(name, read).orElse(Entity.NONE) : missing(members, name, Entity.NONE);
    }

    private static <T> T missing(Members members, String name, T nothing) {
        members.violation(name, "required", "is required");
        return nothing;
    }

    /** The subject, unless there can be none of that type and id. */
    Optional<Subject> who() {
        return subjectOf(subject);
    }

    static Optional<Subject> subjectOf(Entity entity) {
        try {
            return switch (entity.type()) {
                case "user" -> Optional.of(Subject.user(entity.id()));
                case "service" -> Optional.of(Subject.service(entity.id()));
                case "guest" -> entity.id().equals("guest") ? Optional.of(Subject.GUEST) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    static Optional<Right> rightOf(String action) {
        try {
            return Optional.of(new Right(action));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    static Optional<TypeName> typeNamed(String name) {
        try {
            return Optional.of(new TypeName(name));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    static Optional<ObjectRef> objectOf(Entity entity) {
        try {
            return Optional.of(ObjectRef.of(entity.type(), entity.id()));
        } catch (IllegalArgumentException impossible) {
            return Optional.empty();
        }
    }

    /** For the engine, which denies what these words do not mean. */
    RawQuestion raw() {
        return new RawQuestion(
                new RawSubject(subject.type(), subject.id()), action, new RawObject(resource.type(), resource.id()));
    }

    Answer answer(Scope scope) {
        return Answer.of(scope.view().check(raw(), scope.time()));
    }

    /** As records of the audit trail name it. */
    @Override
    public String toString() {
        return subject + " " + action + " " + resource;
    }
}
