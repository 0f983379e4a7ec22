package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.modelfile.Item.UnreadableException;
import dev.gatehouse.acl.modelfile.ModelFile.Stated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what a workspace holds, and changes by their words. */
final class ChangeReader {

    static final List<String> SECTIONS = List.of("types", "roles", "objects", "entries");

    private static final List<String> ENTRY = List.of("on", "allow", "deny", "rights", "until");

    private ChangeReader() {}

    /** A workspace's first types, roles, members, objects and entries, each kind after those that it needs. */
    static List<Stated> sections(Map<String, Item> members) throws UnreadableException {
        List<Stated> changes = new ArrayList<>();
        Item nothing = new Item("", null);
        for (Map.Entry<String, Item> type :
                members.getOrDefault("types", nothing).members().entrySet()) {
            changes.add(stated(type.getValue(), type(type.getKey(), type.getValue())));
        }
        Map<String, Item> roles = members.getOrDefault("roles", nothing).members();
        for (Map.Entry<String, Item> role : roles.entrySet()) {
            changes.add(stated(role.getValue(), new Change.RoleCreated(id(role.getKey(), role.getValue()))));
        }
        for (Map.Entry<String, Item> role : roles.entrySet()) {
            for (Item member : role.getValue().items()) {
                changes.add(stated(
                        member, new Change.MemberAdded(id(role.getKey(), role.getValue()), member.as(Member::parse))));
            }
        }
        for (Map.Entry<String, Item> object :
                members.getOrDefault("objects", nothing).members().entrySet()) {
            Item item = object.getValue();
            ObjectRef ref = new Item(item.path(), object.getKey()).as(ObjectRef::parse);
            changes.add(stated(item, put(ref, item.members(List.of("parent", "inherit")))));
        }
        for (Item entry : members.getOrDefault("entries", nothing).items()) {
            changes.add(stated(entry, new Change.EntryAdded(entry(entry))));
        }
        return changes;
    }

    private static Stated stated(Item item, Change change) {
        return new Stated(item.path(), change);
    }

    private static RoleId id(String id, Item item) throws UnreadableException {
        return new Item(item.path(), id).as(RoleId::new);
    }

    private static Change type(String name, Item item) throws UnreadableException {
        Map<String, Item> members = item.members(List.of("rights", "parents"));
        return new Change.ObjectTypeDefined(type(name, item, members));
    }

    static ObjectType type(String name, Item item, Map<String, Item> members) throws UnreadableException {
        List<Right> rights =
                members.containsKey("rights") ? item.required(members, "rights").allAs(Right::new) : List.of();
        List<TypeName> parents = members.containsKey("parents")
                ? item.required(members, "parents").allAs(TypeName::new)
                : List.of();
        return new Item(item.path(), name).as(known -> new ObjectType(new TypeName(known), rights, parents));
    }

    private static Change put(ObjectRef object, Map<String, Item> members) throws UnreadableException {
        Item parent = members.get("parent");
        Item inherit = members.get("inherit");
        return new Change.ObjectPut(
                object, parent == null ? null : parent.as(ObjectRef::parse), inherit == null || inherit.truth());
    }

    static Entry entry(Item item) throws UnreadableException {
        Map<String, Item> members = item.members(ENTRY);
        if (members.containsKey("allow") == members.containsKey("deny")) {
            throw item.wrong("an entry says either allow or deny, and for whom");
        }
        Effect effect = members.containsKey("allow") ? Effect.ALLOW : Effect.DENY;
        Member to = item.required(members, effect == Effect.ALLOW ? "allow" : "deny")
                .as(Member::parse);
        ObjectRef on = item.required(members, "on").as(ObjectRef::parse);
        Item until = members.get("until");
        Instant end = until == null ? null : until.as(Instant::parse);
        Rights rights = rights(item.required(members, "rights"));
        return new Item(item.path(), "").as(_ -> new Entry(on, effect, to, new Entry.Terms(rights, end)));
    }

    private static Rights rights(Item item) throws UnreadableException {
        if ("*".equals(item.value())) {
            return Rights.ALL;
        }
        List<Right> rights = item.allAs(Right::new);
        return new Item(item.path(), "").as(_ -> Rights.of(rights));
    }

    /** A map whose one key is the change's word. */
    static Stated change(Item item) throws UnreadableException {
        Map.Entry<String, Item> only = item.only();
        Item said = only.getValue();
        return stated(
                said,
                switch (only.getKey()) {
                    case "role.create" -> new Change.RoleCreated(said.as(RoleId::new));
                    case "role.delete" -> new Change.RoleDeleted(said.as(RoleId::new));
                    case "member.add" -> new Change.MemberAdded(role(said), member(said));
                    case "member.remove" -> new Change.MemberRemoved(role(said), member(said));
                    case "object-type.define" -> defined(said);
                    case "object.put" -> {
                        Map<String, Item> members = said.members(List.of("object", "parent", "inherit"));
                        yield put(said.required(members, "object").as(ObjectRef::parse), members);
                    }
                    case "object.delete" -> new Change.ObjectDeleted(said.as(ObjectRef::parse));
                    case "entry.add" -> new Change.EntryAdded(entry(said));
                    case "entry.remove" -> new Change.EntryRemoved(entry(said));
                    default -> throw said.wrong("there is no such change");
                });
    }

    private static RoleId role(Item said) throws UnreadableException {
        return said.required(said.members(List.of("role", "member")), "role").as(RoleId::new);
    }

    private static Member member(Item said) throws UnreadableException {
        return said.required(said.members(), "member").as(Member::parse);
    }

    private static Change defined(Item said) throws UnreadableException {
        Map<String, Item> members = said.members(List.of("type", "rights", "parents"));
        return new Change.ObjectTypeDefined(type(said.required(members, "type").text(), said, members));
    }
}
