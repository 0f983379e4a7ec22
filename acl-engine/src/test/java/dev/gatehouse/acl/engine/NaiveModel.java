package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the log says so far, as plain sets. A role is an incarnation, which is equal to nothing but itself. */
final class NaiveModel {

    final WorkspaceId id;
    final NaiveModel system;
    final ImpliedObjects implied;
    final Map<String, Incarnation> roles = new HashMap<>();
    final Set<Membership> members = new HashSet<>();
    final Map<ObjectRef, Placed> objects = new HashMap<>();
    final Map<TypeName, ObjectType> types = new HashMap<>();
    final Set<Given> entries = new HashSet<>();
    final Set<Subject> named = new HashSet<>(Set.of(Subject.GUEST));
    final List<NaiveModel> dependents = new ArrayList<>();

    NaiveModel(WorkspaceId id, @Nullable NaiveModel system, ImpliedObjects implied) {
        this.id = id;
        this.system = system == null ? this : system;
        this.implied = implied;
        dependents.add(this);
        if (system != null) {
            system.dependents.add(this);
        }
    }

    static final class Incarnation {}

    record Membership(Object role, Object member) {}

    record Placed(@Nullable ObjectRef parent, boolean inherit) {}

    /** An entry by what it means: however its role was written. */
    record Given(Entry entry, Object to) {
        Given {
            entry = new Entry(entry.object(), entry.effect(), Everyone.EVERYONE, entry.terms());
        }
    }

    NaiveModel copy(@Nullable NaiveModel ofSystem) {
        NaiveModel copy = new NaiveModel(id, ofSystem, implied);
        copy.roles.putAll(roles);
        copy.members.addAll(members);
        copy.objects.putAll(objects);
        copy.types.putAll(types);
        copy.entries.addAll(entries);
        copy.named.addAll(named);
        return copy;
    }

    boolean exists(ObjectRef object) {
        return objects.containsKey(object) || implied.implies(id, object);
    }

    boolean declares(TypeName name, Right right) {
        ImpliedObjects.ImpliedType rule = implied.rule(name);
        ObjectType type = types.getOrDefault(name, rule == null ? null : rule.type());
        return type != null && type.declares(right);
    }

    Placed place(ObjectRef object) {
        ImpliedObjects.ImpliedType rule = implied.rule(object.type());
        return rule == null ? objects.getOrDefault(object, new Placed(null, true)) : new Placed(rule.parent(), true);
    }

    /** Whether anything is on or below the object of a role that there is not, for the next role of that name to find. */
    boolean hasStrayRoleObjects() {
        return Stream.concat(
                        entries.stream().map(given -> given.entry().object()),
                        objects.values().stream().map(Placed::parent).filter(Objects::nonNull))
                .anyMatch(this::isOfNoRole);
    }

    /** Whether the object stands for a role that there is not. */
    boolean isOfNoRole(ObjectRef object) {
        return object.type().equals(TypeName.ROLE) && !roles.containsKey(object.id());
    }

    Object resolve(Member member) {
        return switch (member) {
            case RoleRef role -> {
                NaiveModel home = role.home() == RoleRef.Home.SYSTEM ? system : this;
                Incarnation there = home.roles.get(role.id().value());
                yield there == null ? "no such role" : there;
            }
            default -> member;
        };
    }

    void apply(Change change) {
        switch (change) {
            case Change.RoleCreated created -> roles.putIfAbsent(created.role().value(), new Incarnation());
            case Change.RoleDeleted deleted -> delete(deleted);
            case Change.MemberAdded added -> {
                members.add(new Membership(resolve(added.role().here()), resolve(added.member())));
                name(added.member());
            }
            case Change.MemberRemoved removed ->
                members.remove(new Membership(resolve(removed.role().here()), resolve(removed.member())));
            case Change.ObjectTypeDefined defined -> types.put(defined.type().name(), defined.type());
            case Change.ObjectPut put -> objects.put(put.object(), new Placed(put.parent(), put.inherit()));
            case Change.ObjectDeleted deleted -> {
                objects.remove(deleted.object());
                entries.removeIf(given -> given.entry().object().equals(deleted.object()));
            }
            case Change.EntryAdded added -> {
                entries.add(new Given(added.entry(), resolve(added.entry().to())));
                name(added.entry().to());
            }
            case Change.EntryRemoved removed ->
                entries.remove(
                        new Given(removed.entry(), resolve(removed.entry().to())));
        }
    }

    private void name(Member member) {
        if (member instanceof Subject subject) {
            named.add(subject);
        }
    }

    private void delete(Change.RoleDeleted deleted) {
        Incarnation gone = roles.remove(deleted.role().value());
        if (gone == null) {
            return;
        }
        entries.removeIf(given -> given.entry().object().equals(deleted.role().asObject()));
        for (NaiveModel model : dependents) {
            model.members.removeIf(membership ->
                    membership.role().equals(gone) || membership.member().equals(gone));
            model.entries.removeIf(given -> given.to().equals(gone));
        }
    }
}
