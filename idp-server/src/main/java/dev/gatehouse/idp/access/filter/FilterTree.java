package dev.gatehouse.idp.access.filter;

import dev.gatehouse.acl.filter.Filter;
import dev.gatehouse.idp.api.Times;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A filter as it is: one member for each kind of condition, to be written by the caller in the words of a database. */
public final class FilterTree {

    private FilterTree() {}

    public static ObjectNode write(Filter filter) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (filter) {
            case Filter.Nothing nothing -> json.put("nothing", true);
            case Filter.Listed listed -> json.put("listed", true);
            case Filter.All all -> write(json.putArray("all"), all.filters());
            case Filter.Any any -> write(json.putArray("any"), any.filters());
            case Filter.Not not -> json.set("not", write(not.filter()));
            case Filter.Holds holds -> {
                ObjectNode entry = json.putObject("holds");
                entry.put("list", holds.part().name().toLowerCase(Locale.ROOT));
                entry.put("effect", AclJson.word(holds.effect()));
                ArrayNode to = entry.putArray("to");
                holds.to().forEach(to::add);
                entry.put("right", holds.right().name());
                entry.put("time", Times.text(holds.time()));
            }
        }
        return json;
    }

    private static void write(ArrayNode array, List<Filter> filters) {
        filters.forEach(filter -> array.add(write(filter)));
    }
}
