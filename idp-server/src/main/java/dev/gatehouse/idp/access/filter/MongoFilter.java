package dev.gatehouse.idp.access.filter;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.filter.Filter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A filter as a query document of MongoDB: for {@code find}, and for {@code $match} at any place, that of a {@code $lookup}
 * included, since it has no variable, no expression and no reference to another document.
 *
 * <p>What comes from callers stands as a value below {@code $in} or {@code $gt} alone, where MongoDB evaluates nothing.
 * INVARIANT: a document that is not as {@link AclJson} writes it is never let in by that. Both lists MUST be arrays, the end
 * of an entry that allows MUST be a date, and an entry that denies counts unless its end is a date that has come.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/mql/query-predicates/">Query predicates</a>
 */
public final class MongoFilter {

    private static final String EXPIRES_AT = "expiresAt";

    private final FieldPath field;

    public MongoFilter(FieldPath field) {
        this.field = field;
    }

    public ObjectNode write(Filter filter) {
        return filter instanceof Filter.Nothing ? nothing() : and(List.of(listed(), condition(filter)));
    }

    private ObjectNode condition(Filter filter) {
        return switch (filter) {
            case Filter.Nothing nothing -> nothing();
            case Filter.Listed listed -> listed();
            case Filter.All all ->
                and(all.filters().stream().map(this::condition).toList());
            case Filter.Any any ->
                list("$or", any.filters().stream().map(this::condition).toList());
            case Filter.Not not -> list("$nor", List.of(condition(not.filter())));
            case Filter.Holds holds -> holds(holds);
        };
    }

    private static ObjectNode nothing() {
        ObjectNode json = object();
        json.putObject("_id").putArray("$in");
        return json;
    }

    private ObjectNode listed() {
        ObjectNode json = object();
        json.putObject(list(Filter.Part.OWN)).put("$type", "array");
        json.putObject(list(Filter.Part.INHERITED)).put("$type", "array");
        return json;
    }

    private static ObjectNode and(List<ObjectNode> conditions) {
        return list("$and", conditions);
    }

    private ObjectNode holds(Filter.Holds holds) {
        ObjectNode json = object();
        ObjectNode entry = json.putObject(list(holds.part())).putObject("$elemMatch");
        entry.put("effect", AclJson.word(holds.effect()));
        ArrayNode to = entry.putObject("to").putArray("$in");
        holds.to().forEach(to::add);
        entry.putObject("rights").putArray("$in").add(holds.right().name()).add(AclJson.ALL_RIGHTS);
        ended(entry, holds.effect(), holds.time());
        return json;
    }

    /** No end is none, or null; what is no date is neither later nor earlier than the time. */
    private static void ended(ObjectNode entry, Effect effect, Instant time) {
        switch (effect) {
            case ALLOW -> {
                ArrayNode either = entry.putArray("$or");
                either.addObject().putNull(EXPIRES_AT);
                either.addObject().putObject(EXPIRES_AT).set("$gt", AclJson.extendedDate(time));
            }
            case DENY -> entry.putObject(EXPIRES_AT).putObject("$not").set("$lte", AclJson.extendedDate(time));
        }
    }

    private String list(Filter.Part part) {
        return field.member(part.name().toLowerCase(Locale.ROOT));
    }

    private static ObjectNode list(String operator, List<ObjectNode> conditions) {
        ObjectNode json = object();
        conditions.forEach(json.putArray(operator)::add);
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
