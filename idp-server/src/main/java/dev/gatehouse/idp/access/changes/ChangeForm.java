package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.api.Members;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One change as callers write it: {@code {"change":"member.add","role":"ops","member":"user:alice"}}. */
public final class ChangeForm {

    private static final Set<String> WORDS = Set.of(
            "object-type.define",
            "role.create",
            "role.delete",
            "member.add",
            "member.remove",
            "object.put",
            "object.delete",
            "entry.add",
            "entry.remove");

    private static final int LONGEST = 1_024;

    private ChangeForm() {}

    /** The change, unless a violation says what is wrong with it. */
    public static Optional<Change> read(Members members) {
        if (!members.has("change")) {
            members.violation("change", "required", "is required");
            members.names().forEach(members::skip);
            return Optional.empty();
        }
        Optional<String> word = members.choice("change", WORDS);
        if (word.isEmpty()) {
            members.names().forEach(members::skip);
            return Optional.empty();
        }
        return switch (word.get()) {
            case "object-type.define" -> type(members);
            case "role.create" -> role(members).map(Change.RoleCreated::new);
            case "role.delete" -> role(members).map(Change.RoleDeleted::new);
            case "member.add" -> member(members, Change.MemberAdded::new);
            case "member.remove" -> member(members, Change.MemberRemoved::new);
            case "object.put" -> put(members);
            case "object.delete" -> object(members, "object").map(Change.ObjectDeleted::new);
            case "entry.add" -> entry(members).map(Change.EntryAdded::new);
            case "entry.remove" -> entry(members).map(Change.EntryRemoved::new);
            default -> throw new IllegalStateException("a word without a form: " + word.get());
        };
    }

    private static Optional<Change> type(Members members) {
        return ObjectTypeForm.read(members.requiredVerbatim("type", LONGEST), members)
                .map(Change.ObjectTypeDefined::new);
    }

    private static Optional<RoleId> role(Members members) {
        return required(members, "role", RoleId::new);
    }

    private static Optional<Change> member(Members members, BiFunction<RoleId, Member, Change> make) {
        Optional<RoleId> role = role(members);
        Optional<Member> member = required(members, "member", Member::parse);
        return role.flatMap(in -> member.map(who -> make.apply(in, who)));
    }

    private static Optional<Change> put(Members members) {
        Optional<ObjectRef> object = object(members, "object");
        Optional<ObjectRef> parent = members.has("parent") ? object(members, "parent") : Optional.empty();
        boolean inherit = members.flag("inherit").orElse(true);
        return object.map(put -> new Change.ObjectPut(put, parent.orElse(null), inherit));
    }

    private static Optional<ObjectRef> object(Members members, String name) {
        return required(members, name, ObjectRef::parse);
    }

    private static Optional<Entry> entry(Members members) {
        Optional<ObjectRef> object = object(members, "object");
        Optional<EntryForm> entry = EntryForm.read(members);
        return object.flatMap(on -> entry.map(form -> form.on(on)));
    }

    private static <T> Optional<T> required(Members members, String name, Function<String, T> read) {
        return members.required(name, LONGEST, read);
    }
}
