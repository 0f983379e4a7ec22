package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.api.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
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
    private static final String ALL = "*";

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
        String name = members.requiredVerbatim("type", LONGEST);
        List<String> rights =
                members.texts("rights", Limits.RIGHTS_PER_TYPE, LONGEST).orElse(List.of());
        List<String> parents =
                members.texts("parents", Limits.PARENT_TYPES_PER_TYPE, LONGEST).orElse(List.of());
        return name.isEmpty()
                ? Optional.empty()
                : parsed(members, "type", name, _ -> ObjectType.of(name, rights, parents))
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
        Optional<Effect> effect = effect(members);
        Optional<Member> to = required(members, "to", Member::parse);
        Optional<Rights> rights = rights(members);
        Optional<Instant> end = members.verbatim("expiresAt", LONGEST).flatMap(text -> instant(members, text));
        if (object.isEmpty() || effect.isEmpty() || to.isEmpty() || rights.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Entry(object.get(), effect.get(), to.get(), new Entry.Terms(rights.get(), end.orElse(null))));
        } catch (IllegalArgumentException outOfRange) {
            members.violation("expiresAt", "out-of-range", String.valueOf(outOfRange.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Effect> effect(Members members) {
        if (!members.has("effect")) {
            members.violation("effect", "required", "is required");
            return Optional.empty();
        }
        return members.choice("effect", Set.of("allow", "deny"))
                .map(word -> word.equals("allow") ? Effect.ALLOW : Effect.DENY);
    }

    private static Optional<Rights> rights(Members members) {
        if (!members.has("rights")) {
            members.violation("rights", "required", "is required");
            return Optional.empty();
        }
        return members.texts("rights", Limits.RIGHTS_PER_ENTRY, LONGEST).flatMap(names -> {
            if (names.contains(ALL) && names.size() > 1) {
                members.violation("rights", "not-alone", "has * beside others");
                return Optional.empty();
            }
            return names.equals(List.of(ALL))
                    ? Optional.of(Rights.ALL)
                    : parsed(
                            members,
                            "rights",
                            "",
                            _ -> Rights.of(names.stream().map(Right::new).toList()));
        });
    }

    /** Entries end at whole milliseconds; a finer time would be another one than was asked for. */
    private static Optional<Instant> instant(Members members, String text) {
        try {
            Instant end = OffsetDateTime.parse(text).toInstant();
            if (end.truncatedTo(ChronoUnit.MILLIS).equals(end)) {
                return Optional.of(end);
            }
            members.violation("expiresAt", "too-fine", "has parts of a millisecond");
        } catch (DateTimeException notATime) {
            members.violation("expiresAt", "not-a-time", "is no time as RFC 3339 writes it");
        }
        return Optional.empty();
    }

    private static <T> Optional<T> required(Members members, String name, Function<String, T> read) {
        if (!members.has(name)) {
            members.violation(name, "required", "is required");
            return Optional.empty();
        }
        return members.verbatim(name, LONGEST).flatMap(text -> parsed(members, name, text, read));
    }

    private static <T> Optional<T> parsed(Members members, String name, String text, Function<String, T> read) {
        try {
            return Optional.of(read.apply(text));
        } catch (IllegalArgumentException refused) {
            members.violation(name, "malformed", String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }
}
