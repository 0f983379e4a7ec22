package dev.gatehouse.idp.access.filter;

import dev.gatehouse.acl.AccessLists;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.ListedEntry;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.idp.api.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The lists of an object as a document keeps them: {@code {own: […], inherited: […]}}. */
public final class AclJson {

    static final String ALL_RIGHTS = "*";

    private AclJson() {}

    public static ObjectNode write(AccessLists lists, FilterFormat format) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        write(json.putArray("own"), lists.own(), format);
        write(json.putArray("inherited"), lists.inherited(), format);
        return json;
    }

    private static void write(ArrayNode array, List<ListedEntry> entries, FilterFormat format) {
        entries.forEach(entry -> write(array.addObject(), entry, format));
    }

    private static void write(ObjectNode json, ListedEntry entry, FilterFormat format) {
        json.put("effect", word(entry.effect()));
        json.put("to", entry.to());
        ArrayNode rights = json.putArray("rights");
        switch (entry.terms().rights()) {
            case Rights.All all -> rights.add(ALL_RIGHTS);
            case Rights.Named(List<Right> names) -> names.forEach(right -> rights.add(right.name()));
        }
        Instant expiresAt = entry.terms().expiresAt();
        if (expiresAt != null) {
            json.set("expiresAt", date(expiresAt, format));
        }
    }

    static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNode date(Instant time, FilterFormat format) {
        return switch (format) {
            case MONGODB -> extendedDate(time);
            case TREE -> JsonNodeFactory.instance.stringNode(Times.text(time));
        };
    }

    /**
     * A BSON date in relaxed form, which is for years from 1970 to 9999, as all times here are.
     *
     * @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/">Extended JSON (v2)</a>
     */
    static ObjectNode extendedDate(Instant time) {
        return JsonNodeFactory.instance.objectNode().put("$date", Times.text(time));
    }
}
