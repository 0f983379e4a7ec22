package dev.gatehouse.idp.access.log;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The stored form of changes: a JSON array with an array for each change, its word first and its parts behind it by
 * position.
 *
 * <p>What was written once is read for ever, so {@link #FORMAT} grows with every difference in meaning, and this class
 * goes on reading all formats before. It is on purpose not the form in which the HTTP API takes changes: that one may
 * gain members and lose them.
 */
final class ChangeText {

    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ALL = "*";

    private ChangeText() {}

    static String write(List<Change> changes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(changes.size());
        changes.forEach(change -> write(array.addArray().add(change.word()), change));
        return array.toString();
    }

    private static void write(ArrayNode parts, Change change) {
        switch (change) {
            case Change.MemberAdded(RoleId role, Member member) ->
                parts.add(role.value()).add(member.toString());
            case Change.MemberRemoved(RoleId role, Member member) ->
                parts.add(role.value()).add(member.toString());
            case Change.RoleCreated(RoleId role) -> parts.add(role.value());
            case Change.RoleDeleted(RoleId role) -> parts.add(role.value());
            case Change.ObjectTypeDefined(ObjectType type) -> {
                parts.add(type.name().value());
                ArrayNode rights = parts.addArray();
                type.rights().forEach(right -> rights.add(right.name()));
                ArrayNode parents = parts.addArray();
                type.parents().forEach(parent -> parents.add(parent.value()));
            }
            case Change.ObjectPut put ->
                parts.add(put.object().toString()).add(text(put.parent())).add(put.inherit());
            case Change.ObjectDeleted(ObjectRef object) -> parts.add(object.toString());
            case Change.EntryAdded(Entry entry) -> write(parts, entry);
            case Change.EntryRemoved(Entry entry) -> write(parts, entry);
        }
    }

    private static @Nullable String text(@Nullable ObjectRef object) {
        return object == null ? null : object.toString();
    }

    private static void write(ArrayNode parts, Entry entry) {
        parts.add(entry.object().toString());
        parts.add(entry.effect().name().toLowerCase(Locale.ROOT));
        parts.add(entry.to().toString());
        switch (entry.rights()) {
            case Rights.All all -> parts.add(ALL);
            case Rights.Named(List<Right> names) -> {
                ArrayNode rights = parts.addArray();
                names.forEach(right -> rights.add(right.name()));
            }
        }
        entry.expiresAt().ifPresent(end -> parts.add(end.toEpochMilli()));
    }

    /** Reads what {@link #write} wrote. Anything else was not written by us, and nothing can be decided on it. */
    static List<Change> read(String text) {
        List<Change> changes = new ArrayList<>();
        JSON.readTree(text).forEach(parts -> changes.add(change(parts)));
        return changes;
    }

    private static Change change(JsonNode parts) {
        String word = text(parts, 0);
        return switch (word) {
            case "member.add" -> new Change.MemberAdded(role(parts), Member.parse(text(parts, 2)));
            case "member.remove" -> new Change.MemberRemoved(role(parts), Member.parse(text(parts, 2)));
            case "role.create" -> new Change.RoleCreated(role(parts));
            case "role.delete" -> new Change.RoleDeleted(role(parts));
            case "object-type.define" ->
                new Change.ObjectTypeDefined(
                        ObjectType.of(text(parts, 1), texts(parts.required(2)), texts(parts.required(3))));
            case "object.put" -> new Change.ObjectPut(object(parts), parent(parts.required(2)), flag(parts));
            case "object.delete" -> new Change.ObjectDeleted(object(parts));
            case "entry.add" -> new Change.EntryAdded(entry(parts));
            case "entry.remove" -> new Change.EntryRemoved(entry(parts));
            default -> throw new IllegalStateException("The access log holds a change " + word);
        };
    }

    private static Entry entry(JsonNode parts) {
        Effect effect = Effect.valueOf(text(parts, 2).toUpperCase(Locale.ROOT));
        JsonNode named = parts.required(4);
        Rights rights = named.isArray()
                ? Rights.of(texts(named).stream().map(Right::new).toList())
                : Rights.ALL;
        JsonNode end = parts.get(5);
        Instant expiresAt = end == null ? null : Instant.ofEpochMilli(end.longValue());
        return new Entry(object(parts), effect, Member.parse(text(parts, 3)), new Entry.Terms(rights, expiresAt));
    }

    private static RoleId role(JsonNode parts) {
        return new RoleId(text(parts, 1));
    }

    private static ObjectRef object(JsonNode parts) {
        return ObjectRef.parse(text(parts, 1));
    }

    private static @Nullable ObjectRef parent(JsonNode part) {
        return part.isNull() ? null : ObjectRef.parse(part.stringValue());
    }

    private static boolean flag(JsonNode parts) {
        return parts.required(3).booleanValue();
    }

    private static String text(JsonNode parts, int index) {
        return parts.required(index).stringValue();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }
}
