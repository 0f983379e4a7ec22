package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a change as callers write it, so that what is shown can be handed in again: {@link ChangeForm} reads it. */
public final class ChangeJson {

    private ChangeJson() {}

    public static ArrayNode of(List<Change> changes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(changes.size());
        changes.forEach(change -> array.add(of(change)));
        return array;
    }

    public static ObjectNode of(Change change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("change", change.word());
        switch (change) {
            case Change.ObjectTypeDefined(ObjectType type) -> write(json, type);
            case Change.RoleCreated(RoleId role) -> json.put("role", role.value());
            case Change.RoleDeleted(RoleId role) -> json.put("role", role.value());
            case Change.MemberAdded(RoleId role, Member member) -> write(json, role, member);
            case Change.MemberRemoved(RoleId role, Member member) -> write(json, role, member);
            case Change.ObjectPut put -> write(json, put);
            case Change.ObjectDeleted(ObjectRef object) -> json.put("object", object.toString());
            case Change.EntryAdded(Entry entry) -> write(json, entry);
            case Change.EntryRemoved(Entry entry) -> write(json, entry);
        }
        return json;
    }

    /** An entry by the members that a change has for it. */
    public static ObjectNode of(Entry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        write(json, entry);
        return json;
    }

    private static void write(ObjectNode json, ObjectType type) {
        json.put("type", type.name().value());
        ArrayNode rights = json.putArray("rights");
        type.rights().forEach(right -> rights.add(right.name()));
        ArrayNode parents = json.putArray("parents");
        type.parents().forEach(parent -> parents.add(parent.value()));
    }

    private static void write(ObjectNode json, RoleId role, Member member) {
        json.put("role", role.value()).put("member", member.toString());
    }

    private static void write(ObjectNode json, Change.ObjectPut put) {
        json.put("object", put.object().toString());
        if (put.parent() != null) {
            json.put("parent", put.parent().toString());
        }
        json.put("inherit", put.inherit());
    }

    private static void write(ObjectNode json, Entry entry) {
        json.put("object", entry.object().toString());
        json.put("effect", entry.effect().name().toLowerCase(Locale.ROOT));
        json.put("to", entry.to().toString());
        ArrayNode rights = json.putArray("rights");
        switch (entry.rights()) {
            case Rights.All all -> rights.add(all.toString());
            case Rights.Named(List<Right> names) -> names.forEach(right -> rights.add(right.name()));
        }
        entry.expiresAt().ifPresent(end -> json.put("expiresAt", end.toString()));
    }
}
