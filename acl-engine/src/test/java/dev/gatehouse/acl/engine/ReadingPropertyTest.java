package dev.gatehouse.acl.engine;

import static dev.gatehouse.acl.engine.Scripts.ACME;
import static dev.gatehouse.acl.engine.Scripts.IMPLIED;
import static dev.gatehouse.acl.engine.Scripts.OBJECTS;
import static dev.gatehouse.acl.engine.Scripts.RIGHTS;
import static dev.gatehouse.acl.engine.Scripts.SUBJECTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Placement;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.NaiveModel.Given;
import dev.gatehouse.acl.engine.NaiveModel.Membership;
import dev.gatehouse.acl.engine.NaiveModel.Placed;
import dev.gatehouse.acl.engine.ReadQuery.Through;
import dev.gatehouse.acl.engine.Scripts.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What is read of a workspace is what the plain sets of the referee's model hold, whichever node reads it. */
class ReadingPropertyTest {

    private static final List<TypeName> TYPES = Stream.of(
                    "doc", "folder", "client", "clients", "role", "roles", "workspace")
            .map(TypeName::new)
            .toList();

    /** With what gets a record because something below it has one. */
    private static final List<ObjectRef> UNIVERSE = Stream.concat(
                    OBJECTS.stream(), Stream.of(ObjectRef.of("roles", "all")))
            .toList();

    @Provide
    Arbitrary<List<Step>> scripts() {
        return Scripts.scripts();
    }

    /** One workspace as the engine and the plain sets have it. */
    private static final class Reading {

        private final WorkspaceId workspace;
        private final NaiveModel naive;
        private final NaiveModel system;
        private final List<AccessEngine> nodes;
        private final Map<Object, RoleRef> names = new HashMap<>();

        /** One node has read the whole log, the other has begun with a snapshot, which leaves out what is dead. */
        Reading(RefereedWorld world, WorkspaceId workspace) {
            this.workspace = workspace;
            this.system = world.system;
            this.naive = workspace.isSystem() ? world.system : world.acme;
            this.nodes = List.of(world.engine, RefereedWorld.engine(world.log));
            if (!workspace.isSystem()) {
                system.roles.forEach((name, role) -> names.put(role, RoleRef.ofSystem(name)));
            }
            naive.roles.forEach((name, role) -> names.put(role, RoleRef.here(name)));
        }

        /** Page by page, two at a time, from one node and the other in turn. */
        private <T> List<T> all(ReadQuery<T> query) {
            List<T> all = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            int page = 0;
            do {
                AccessEngine node = nodes.get(page++ % nodes.size());
                if (!(node.list(workspace, query, cursor, 2) instanceof ListAnswer.Listed<T> listed)) {
                    throw new AssertionError("A cursor of ours was refused");
                }
                assertThat(listed.page().items()).hasSizeLessThanOrEqualTo(2);
                all.addAll(listed.page().items());
                cursor = Optional.ofNullable(listed.page().next());
            } while (cursor.isPresent());
            return all;
        }

        private Member member(Object member) {
            return member instanceof Member known ? known : Objects.requireNonNull(names.get(member));
        }

        private Stream<Membership> memberships() {
            return Stream.concat(naive.members.stream(), system.members.stream())
                    .distinct();
        }

        void roles() {
            assertThat(all(new ReadQuery.Roles()))
                    .containsExactlyInAnyOrderElementsOf(
                            naive.roles.keySet().stream().map(RoleId::new).toList());
            for (String role : List.of("r0", "r1", "r2", "r3")) {
                Object incarnation = naive.roles.get(role);
                assertThat(nodes.getFirst()
                                .view(workspace)
                                .roleCreated(new RoleId(role))
                                .isPresent())
                        .isEqualTo(incarnation != null);
                assertThat(all(new ReadQuery.Members(new RoleId(role))))
                        .containsExactlyInAnyOrderElementsOf(naive.members.stream()
                                .filter(membership -> membership.role().equals(incarnation))
                                .map(membership -> member(membership.member()))
                                .toList());
                rolesOf(RoleRef.here(role));
                rolesOf(RoleRef.ofSystem(role));
            }
            SUBJECTS.forEach(this::rolesOf);
            rolesOf(Everyone.EVERYONE);
        }

        private void rolesOf(Member member) {
            Object start = naive.resolve(member);
            assertThat(all(new ReadQuery.RolesOf(member, Through.MEMBERSHIP)))
                    .containsExactlyInAnyOrderElementsOf(memberships()
                            .filter(membership -> membership.member().equals(start))
                            .map(membership -> names.get(membership.role()))
                            .toList());
            Set<Object> above = new HashSet<>(Set.of(start));
            if (member instanceof Subject && !member.equals(Subject.GUEST)) {
                above.add(Everyone.EVERYONE);
            }
            Set<Object> first = Set.copyOf(above);
            while (above.addAll(memberships()
                    .filter(membership -> above.contains(membership.member()))
                    .map(Membership::role)
                    .toList())) {}
            above.removeAll(first);
            assertThat(all(new ReadQuery.RolesOf(member, Through.ROLES)))
                    .as("roles of %s", member)
                    .containsExactlyInAnyOrderElementsOf(
                            above.stream().map(names::get).toList());
        }

        void objects() {
            assertThat(all(new ReadQuery.ObjectTypes()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    naive.types.values().stream(),
                                    IMPLIED.types().stream().filter(type -> !naive.types.containsKey(type.name())))
                            .toList());
            AccessView view = nodes.getFirst().view(workspace);
            for (TypeName type : TYPES) {
                assertThat(view.type(type).isPresent()).isEqualTo(naive.declares(type, Right.READ));
            }
            for (ObjectRef object : UNIVERSE) {
                Placed placed = naive.place(object);
                boolean implied = IMPLIED.implies(workspace, object);
                assertThat(view.placement(object))
                        .isEqualTo(
                                naive.exists(object)
                                        ? Optional.of(new Placement(object, placed.parent(), placed.inherit(), implied))
                                        : Optional.empty());
                assertThat(all(new ReadQuery.Children(object)))
                        .containsExactlyInAnyOrderElementsOf(recorded(view)
                                .filter(child -> !child.equals(workspace.root())
                                        && parent(child).equals(object))
                                .toList());
            }
            for (TypeName type : TYPES) {
                assertThat(all(new ReadQuery.ObjectsOf(type)))
                        .containsExactlyInAnyOrderElementsOf(recorded(view)
                                .filter(object -> object.type().equals(type))
                                .toList());
            }
        }

        private Stream<ObjectRef> recorded(AccessView view) {
            return UNIVERSE.stream()
                    .filter(object -> IMPLIED.implies(workspace, object)
                            ? view.models().workspace().hasRecord(object)
                            : naive.objects.containsKey(object));
        }

        private ObjectRef parent(ObjectRef object) {
            ObjectRef parent = naive.place(object).parent();
            return parent == null ? workspace.root() : parent;
        }

        private Entry written(Given given) {
            Entry entry = given.entry();
            return new Entry(entry.object(), entry.effect(), member(given.to()), entry.terms());
        }

        void entries() {
            List<Entry> given = naive.entries.stream().map(this::written).toList();
            assertThat(all(new ReadQuery.Entries(Optional.empty(), Optional.empty(), Optional.empty())))
                    .containsExactlyInAnyOrderElementsOf(given);
            for (ObjectRef object : UNIVERSE) {
                assertThat(all(new ReadQuery.Entries(Optional.of(object), Optional.empty(), Optional.empty())))
                        .containsExactlyInAnyOrderElementsOf(given.stream()
                                .filter(entry -> entry.object().equals(object))
                                .toList());
            }
            List<Member> members = new ArrayList<>(SUBJECTS);
            members.add(Everyone.EVERYONE);
            for (String role : List.of("r0", "r1", "r2", "r3")) {
                members.add(RoleRef.here(role));
                members.add(RoleRef.ofSystem(role));
            }
            for (Member member : members) {
                assertThat(all(new ReadQuery.Entries(Optional.empty(), Optional.of(member), Optional.empty())))
                        .containsExactlyInAnyOrderElementsOf(naive.entries.stream()
                                .filter(one -> one.to().equals(naive.resolve(member)))
                                .map(this::written)
                                .toList());
            }
            for (Right right : RIGHTS) {
                assertThat(all(new ReadQuery.Entries(Optional.empty(), Optional.empty(), Optional.of(right))))
                        .containsExactlyInAnyOrderElementsOf(given.stream()
                                .filter(entry -> entry.rights().includes(right))
                                .toList());
            }
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void readsWhenAnyModelThenWhatThePlainSetsHold(@ForAll("scripts") List<Step> script) {
        RefereedWorld world = new RefereedWorld();
        script.forEach(world::run);
        RefereePropertyTest.keep(world.log, world.engine.view(ACME));
        RefereePropertyTest.keep(world.log, world.engine.view(WorkspaceId.SYSTEM));
        for (WorkspaceId workspace : List.of(ACME, WorkspaceId.SYSTEM)) {
            Reading reading = new Reading(world, workspace);
            reading.roles();
            reading.objects();
            reading.entries();
        }
    }
}
