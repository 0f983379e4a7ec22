package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random changes over a universe so small that they meet each other. */
final class Scripts {

    static final WorkspaceId ACME = new WorkspaceId("acme");
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static final ImpliedObjects IMPLIED = ImpliedObjects.of(List.of(
            new ImpliedType(ObjectType.of("clients", List.of(), List.of()), "all", null),
            new ImpliedType(
                    ObjectType.of("client", List.of("rotate"), List.of()), null, ObjectRef.of("clients", "all")),
            new ImpliedType(ObjectType.of("roles", List.of(), List.of()), "all", null),
            new ImpliedType(ObjectType.of("role", List.of(), List.of()), null, ObjectRef.of("roles", "all"))));

    static final List<Subject> SUBJECTS =
            List.of(Subject.user("a"), Subject.user("b"), Subject.service("a"), Subject.GUEST, Subject.user("nobody"));

    private static final List<String> ROLES = List.of("r0", "r1", "r2", "r3");

    static final List<ObjectRef> OBJECTS = List.of(
            ObjectRef.of("doc", "1"),
            ObjectRef.of("doc", "2"),
            ObjectRef.of("folder", "1"),
            ObjectRef.of("folder", "2"),
            ObjectRef.of("folder", "3"),
            ObjectRef.of("client", "x"),
            ObjectRef.of("client", "y"),
            ObjectRef.of("clients", "all"),
            ObjectRef.of("role", "r0"),
            ACME.root(),
            WorkspaceId.SYSTEM.root());

    static final List<Right> RIGHTS = List.of(Right.READ, Right.UPDATE, new Right("sign"), new Right("rotate"));

    /** A change, and whether it is one of {@code system}. */
    record Step(boolean inSystem, Change change) {}

    private Scripts() {}

    static List<Change> types() {
        return List.of(
                new Change.ObjectTypeDefined(
                        ObjectType.of("folder", List.of(), List.of("folder", "clients", "role", "workspace"))),
                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("folder", "doc"))),
                new Change.ObjectTypeDefined(ObjectType.of("client", List.of("rotate", "sign"), List.of())));
    }

    /** The roles, and some objects above each other. */
    static List<Change> furniture() {
        List<Change> furniture = new ArrayList<>();
        ROLES.forEach(role -> furniture.add(new Change.RoleCreated(new RoleId(role))));
        furniture.add(new Change.ObjectPut(ObjectRef.of("folder", "1"), null, true));
        furniture.add(new Change.ObjectPut(ObjectRef.of("folder", "2"), ObjectRef.of("folder", "1"), true));
        furniture.add(new Change.ObjectPut(ObjectRef.of("doc", "1"), ObjectRef.of("folder", "2"), true));
        furniture.add(new Change.ObjectPut(ObjectRef.of("doc", "2"), ObjectRef.of("folder", "1"), true));
        return furniture;
    }

    static Arbitrary<List<Step>> scripts() {
        Arbitrary<Boolean> inSystem = Arbitraries.of(true, false, false);
        return Combinators.combine(inSystem, changes())
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(60);
    }

    private static Arbitrary<Change> changes() {
        Arbitrary<RoleId> role = Arbitraries.of(ROLES).map(RoleId::new);
        Arbitrary<Member> member = Arbitraries.oneOf(
                Arbitraries.of(SUBJECTS.subList(0, 4)).map(subject -> (Member) subject),
                Arbitraries.of(Everyone.EVERYONE),
                Arbitraries.of(ROLES).map(RoleRef::here),
                Arbitraries.of(ROLES).map(RoleRef::here),
                Arbitraries.of(ROLES).map(RoleRef::ofSystem));
        Arbitrary<ObjectRef> object = Arbitraries.of(OBJECTS);
        Arbitrary<Entry> entry = Combinators.combine(
                        object,
                        Arbitraries.of(Effect.ALLOW, Effect.ALLOW, Effect.DENY),
                        member,
                        Arbitraries.of(
                                Rights.ALL,
                                Rights.of(Right.READ),
                                Rights.of(Right.READ, Right.UPDATE),
                                Rights.of(new Right("sign"), new Right("rotate"))),
                        Arbitraries.of(-1, -1, 5, 20))
                .as((o, effect, to, rights, seconds) -> {
                    Entry made = new Entry(o, effect, to, new Entry.Terms(rights, null));
                    return seconds < 0 ? made : made.until(START.plusSeconds(seconds));
                });
        Arbitrary<Optional<ObjectRef>> parent = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.of(OBJECTS).map(Optional::of)),
                Tuple.of(1, Arbitraries.just(Optional.empty())));
        return Arbitraries.frequencyOf(
                Tuple.of(5, role.map(Change.RoleCreated::new)),
                Tuple.of(1, role.map(Change.RoleDeleted::new)),
                Tuple.of(8, Combinators.combine(role, member).as(Change.MemberAdded::new)),
                Tuple.of(2, Combinators.combine(role, member).as(Change.MemberRemoved::new)),
                Tuple.of(
                        6,
                        Combinators.combine(object, parent, Arbitraries.of(true, true, false))
                                .as((o, p, inherit) -> new Change.ObjectPut(o, p.orElse(null), inherit))),
                Tuple.of(1, object.map(Change.ObjectDeleted::new)),
                Tuple.of(8, entry.map(Change.EntryAdded::new)),
                Tuple.of(2, entry.map(Change.EntryRemoved::new)));
    }
}
