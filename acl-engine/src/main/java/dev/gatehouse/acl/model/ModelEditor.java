package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next {@link Model} from one: applies changes that were found valid, and is then frozen or forgotten. Used by
 * one thread. The model that it began with never changes.
 */
final class ModelEditor {

    private final Model base;
    private final EntryPool pool;
    private final MembershipEditor members;
    private final ObjectTable.Editor objects;
    private TypeTable types;
    private RightTable rights;

    /**
     * Begins with a model.
     *
     * @param system the model of {@code system} at or after the position, null when this is that model
     * @param systemPosition where roles of {@code system} are looked up
     */
    ModelEditor(Model base, @Nullable Model system, long systemPosition, EntryPool pool) {
        this.base = base;
        this.pool = pool;
        members = new MembershipEditor(base, system, systemPosition);
        objects = base.objects().edit();
        types = base.types();
        rights = base.rights();
    }

    MembershipEditor members() {
        return members;
    }

    ObjectTable.Editor objects() {
        return objects;
    }

    TypeTable types() {
        return types;
    }

    RightTable rights() {
        return rights;
    }

    /** For a snapshot. */
    void restore(TypeTable restoredTypes, RightTable restoredRights, Map<Integer, int[]> restoredSystemMembers) {
        types = restoredTypes;
        rights = restoredRights;
        members.restore(restoredSystemMembers);
    }

    boolean implies(ObjectRef object) {
        return base.implied().implies(base.workspace(), object);
    }

    int find(ObjectRef object) {
        TypeTable.DefinedType type = types.find(object.type());
        return type == null ? ObjectTable.NONE : objects.find(type.number(), object.id());
    }

    /** How many parents an implied object without a record has. */
    int impliedDepth(ObjectRef object) {
        int depth = 0;
        ImpliedType rule = base.implied().rule(object.type());
        while (rule != null && rule.parent() != null) {
            depth++;
            rule = base.implied().rule(rule.parent().type());
        }
        return depth;
    }

    /** Whether an entry is for somebody who still is: not for a role that was deleted. */
    boolean isAlive(long entry) {
        return switch (PackedEntry.kind(entry)) {
            case PackedEntry.ROLE -> members.roles().exists(PackedEntry.number(entry));
            case PackedEntry.SYSTEM_ROLE -> members.systemRoleExists(PackedEntry.number(entry));
            default -> true;
        };
    }

    /** Makes a change; false when it was true already. */
    boolean apply(Change change, long position) {
        return switch (change) {
            case Change.MemberAdded added -> members.add(added.role(), added.member());
            case Change.MemberRemoved removed -> members.remove(removed.role(), removed.member());
            case Change.RoleCreated created -> create(created.role(), position);
            case Change.RoleDeleted deleted -> delete(deleted.role(), position);
            case Change.ObjectTypeDefined defined -> define(defined.type());
            case Change.ObjectPut put -> put(put);
            case Change.ObjectDeleted deleted -> delete(deleted.object());
            case Change.EntryAdded added -> add(added.entry());
            case Change.EntryRemoved removed -> remove(removed.entry());
        };
    }

    private boolean create(RoleId role, long position) {
        if (members.roles().find(role.value()) != NameTable.UNKNOWN) {
            return false;
        }
        members.roles().create(role.value(), position);
        return true;
    }

    private boolean delete(RoleId role, long position) {
        int number = members.roles().find(role.value());
        if (number == NameTable.UNKNOWN) {
            return false;
        }
        members.roles().delete(number, position, base.isSystem());
        int object = find(role.asObject());
        if (object != ObjectTable.NONE && implies(role.asObject())) {
            objects.setEntries(object, FlatEntries.EMPTY);
        }
        return true;
    }

    private boolean define(ObjectType type) {
        TypeTable.DefinedType before = types.find(type.name());
        RightTable named = rights.withNames(type.rights());
        TypeTable defined = types.with(type, named, before == null ? null : before.implied());
        if (before != null && before.type().equals(defined.get(before.number()).type())) {
            return false;
        }
        rights = named;
        types = defined;
        return true;
    }

    private boolean put(Change.ObjectPut put) {
        ObjectRef above = put.parent();
        int parent = above == null ? ObjectTable.NONE : findOrRecord(above);
        int object = find(put.object());
        if (object == ObjectTable.NONE) {
            objects.add(typeNumber(put.object()), put.object().id(), parent, put.inherit());
            return true;
        }
        if (objects.parent(object) == parent && objects.inherits(object) == put.inherit()) {
            return false;
        }
        objects.place(object, parent, put.inherit());
        return true;
    }

    private int typeNumber(ObjectRef object) {
        TypeTable.DefinedType type = types.find(object.type());
        if (type == null) {
            throw new IllegalStateException("The log names a type that does not exist: " + object.type());
        }
        return type.number();
    }

    /** The number of an object; implied ones get a record, and all implied ones above them. */
    private int findOrRecord(ObjectRef object) {
        Deque<ObjectRef> missing = new ArrayDeque<>();
        ObjectRef next = object;
        int number = ObjectTable.NONE;
        while (next != null) {
            number = find(next);
            if (number != ObjectTable.NONE) {
                break;
            }
            ImpliedType rule = base.implied().rule(next.type());
            if (rule == null || !implies(next)) {
                throw new IllegalStateException("The log names an object that does not exist: " + next);
            }
            missing.push(next);
            next = rule.parent();
        }
        for (ObjectRef implied : missing) {
            number = objects.add(typeNumber(implied), implied.id(), number, true);
        }
        return number;
    }

    private boolean delete(ObjectRef object) {
        int number = find(object);
        if (number == ObjectTable.NONE) {
            return false;
        }
        objects.remove(number);
        return true;
    }

    private boolean add(Entry entry) {
        int object = findOrRecord(entry.object());
        if (entry.rights() instanceof Rights.Named named && rights.findSet(named) == NameTable.UNKNOWN) {
            rights = rights.withSet(named);
        }
        if (entry.to() instanceof Subject subject) {
            members.subjects().findOrAdd(subject);
        }
        EntryList before = objects.entries(object);
        EntryList after = before.with(packed(entry), expiry(entry));
        boolean changed = after.size() != before.size();
        if (changed) {
            objects.setEntries(object, pool.share(after));
        }
        return changed;
    }

    private boolean remove(Entry entry) {
        int object = find(entry.object());
        if (object == ObjectTable.NONE || rights.findSet(entry.rights()) == NameTable.UNKNOWN) {
            return false;
        }
        EntryList before = objects.entries(object);
        EntryList after = before.without(packed(entry), expiry(entry));
        boolean changed = after.size() != before.size();
        if (changed) {
            objects.setEntries(object, pool.share(after));
        }
        return changed;
    }

    static long expiry(Entry entry) {
        return entry.expiresAt().map(Instant::toEpochMilli).orElse(EntryList.NEVER);
    }

    /** The entry as one number; somebody whom nothing names has the number that nobody gets. */
    long packed(Entry entry) {
        long to = switch (entry.to()) {
            case Subject subject ->
                PackedEntry.to(PackedEntry.SUBJECT, members.subjects().find(subject) & ((1 << 30) - 1));
            case Everyone everyone -> PackedEntry.to(PackedEntry.EVERYONE, 0);
            case RoleRef role ->
                PackedEntry.to(members.isHere(role) ? PackedEntry.ROLE : PackedEntry.SYSTEM_ROLE, members.find(role));
        };
        boolean expires = entry.expiresAt().isPresent();
        return PackedEntry.of(to, entry.effect(), expires, rights.findSet(entry.rights()));
    }

    Model freeze(long position, long time, long systemPositionNow) {
        RoleGraph nextRoles = members.roles().freeze();
        ObjectTable nextObjects = objects.freeze();
        return new Model(
                base.workspace(),
                base.implied(),
                position,
                time,
                systemPositionNow,
                types,
                rights,
                members.subjects().freeze(),
                nextRoles,
                members.freezeSystemMembers(nextRoles),
                nextObjects,
                members.freezeEveryone(nextRoles),
                nextObjects.find(base.workspaceType(), base.workspace().value()));
    }
}
