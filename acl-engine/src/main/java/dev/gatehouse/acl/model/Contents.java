package dev.gatehouse.acl.model;

import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Placement;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.model.Asking.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace holds: its types, roles, members and objects. What was deleted does not show. Places are numbers that
 * follow from the log, so a list goes on where it stopped on any node that has the same revision.
 */
public final class Contents {

    private final ModelPair models;
    private final Model here;

    public Contents(ModelPair models) {
        this.models = models;
        this.here = models.workspace();
    }

    /** The position of the record that created the role that exists under an id; nothing when none does. */
    public OptionalLong created(RoleId role) {
        int number = here.roles().find(role.value());
        RoleNode node = number == NameTable.UNKNOWN ? null : here.roles().node(number);
        return node == null ? OptionalLong.empty() : OptionalLong.of(node.created());
    }

    public Optional<ObjectType> type(TypeName name) {
        return Optional.ofNullable(here.types().find(name)).map(TypeTable.DefinedType::type);
    }

    /** Where an object stands; nothing when there is no such object. */
    public Optional<Placement> placement(ObjectRef object) {
        if (here.implied().implies(here.workspace(), object)) {
            ImpliedType rule = here.implied().rule(object.type());
            return Optional.of(new Placement(object, rule == null ? null : rule.parent(), true, true));
        }
        int number = here.find(object);
        if (number == ObjectTable.NONE) {
            return Optional.empty();
        }
        int parent = here.objects().parent(number);
        return Optional.of(new Placement(
                object,
                parent == ObjectTable.NONE ? null : here.object(parent),
                here.objects().inherits(number),
                false));
    }

    /** Looks at one place after the other until enough was found or looked at. */
    private static <T> Found<T> scan(
            long from, int end, int most, int budget, IntFunction<? extends @Nullable T> candidate) {
        List<T> items = new ArrayList<>();
        for (long place = from; place < end; place++) {
            if (items.size() == most || place - from == budget) {
                return new Found<>(items, place);
            }
            T item = candidate.apply((int) place);
            if (item != null) {
                items.add(item);
            }
        }
        return new Found<>(items, Asking.END);
    }

    public Found<ObjectType> types(long from, int most, int budget) {
        return scan(
                from,
                here.types().count(),
                most,
                budget,
                place -> here.types().get(place + 1).type());
    }

    public Found<RoleId> roles(long from, int most, int budget) {
        return scan(from, here.roles().created(), most, budget, role -> {
            RoleNode node = here.roles().node(role);
            return node == null ? null : new RoleId(node.name());
        });
    }

    /** Who is in a role directly: roles of the workspace, roles of {@code system}, then everyone and subjects. */
    public Found<Member> members(RoleId id, long from, int most, int budget) {
        int role = here.roles().find(id.value());
        RoleNode node = role == NameTable.UNKNOWN ? null : here.roles().node(role);
        if (node == null) {
            return new Found<>(List.of(), Asking.END);
        }
        int subjects = RoleNumbers.count(models);
        return scan(from, subjects + here.subjects().count(), most, budget, place -> {
            if (place < subjects) {
                return RoleNumbers.hasMember(models, place, node, role) ? RoleNumbers.role(models, place) : null;
            }
            int subject = place - subjects;
            return SortedInts.contains(here.subjects().roles(subject), role)
                    ? here.subjects().member(subject)
                    : null;
        });
    }

    /** The roles that somebody is in, of the workspace and then of {@code system}. */
    public Found<RoleRef> rolesOf(Member member, boolean effective, long from, int most, int budget) {
        RoleSet in = effective ? RoleNumbers.effective(models, member) : RoleNumbers.direct(models, member);
        return scan(
                from,
                RoleNumbers.count(models),
                most,
                budget,
                place -> in.contains(place) ? RoleNumbers.role(models, place) : null);
    }

    /** The objects of a type that have a record. */
    public Found<ObjectRef> objects(TypeName name, long from, int most, int budget) {
        TypeTable.DefinedType type = here.types().find(name);
        ObjectTable objects = here.objects();
        return scan(
                from,
                type == null ? 0 : objects.size(),
                most,
                budget,
                object -> type != null && objects.type(object) == type.number() ? here.object(object) : null);
    }

    /** The objects with a record that stand directly below one; below the root, those without a parent. */
    public Found<ObjectRef> children(ObjectRef parent, long from, int most, int budget) {
        ObjectTable objects = here.objects();
        int above = here.find(parent);
        boolean belowRoot = parent.equals(here.workspace().root());
        boolean any = belowRoot || above != ObjectTable.NONE;
        return scan(from, any ? objects.size() : 0, most, budget, object -> {
            if (objects.type(object) == 0 || object == here.root()) {
                return null;
            }
            int there = objects.parent(object);
            return (there == ObjectTable.NONE ? belowRoot : there == above) ? here.object(object) : null;
        });
    }
}
