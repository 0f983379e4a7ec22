package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.Stored;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A record as its reader sees it: personal values in clear where their key still is, null where it is gone. */
final class RecordView {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final PersonalValues values;

    RecordView(PersonalValues values) {
        this.values = values;
    }

    ObjectNode of(Stored<AuditRecord> stored) {
        RecordText text = RecordText.of(stored.value().record());
        JsonNode event = text.event();
        ObjectNode view = JSON.objectNode();
        view.put("id", stored.id());
        view.set("time", text.link().required("time"));
        view.set("action", event.required("action"));
        view.set("outcome", event.required("outcome"));
        view.set("reason", event.path("reason").isString() ? event.path("reason") : JSON.nullNode());
        view.set("actor", event.required("actor"));
        view.set("source", source(stored.id(), event));
        view.set("target", event.required("target"));
        view.set("workspace", event.required("workspace"));
        view.set("requestId", event.path("requestId").isString() ? event.path("requestId") : JSON.nullNode());
        for (String further : new String[] {"change", "person", "traceId", "facts"}) {
            if (event.has(further)) {
                view.set(further, event.get(further));
            }
        }
        if (event.has("changes")) {
            view.set("changes", changes(stored.id(), event.get("changes")));
        }
        view.set("class", text.link().required("class"));
        view.set("chain", text.link().required("chain"));
        view.set("seq", text.link().required("seq"));
        view.set("expireAt", text.link().required("expireAt"));
        return view;
    }

    private JsonNode source(String id, JsonNode event) {
        return RecordText.optional(event, "source")
                .flatMap(envelope -> values.open(id, "source", envelope))
                .map(RecordText::parse)
                .orElseGet(JSON::nullNode);
    }

    private ArrayNode changes(String id, JsonNode changes) {
        ArrayNode view = JSON.arrayNode();
        for (int i = 0; i < changes.size(); i++) {
            JsonNode change = changes.get(i);
            boolean personal = change.path("personal").asBoolean(false);
            ObjectNode item = view.addObject();
            item.set("field", change.required("field"));
            item.set("before", value(id, "changes." + i + ".before", change.path("before"), personal));
            item.set("after", value(id, "changes." + i + ".after", change.path("after"), personal));
        }
        return view;
    }

    private JsonNode value(String id, String field, JsonNode value, boolean personal) {
        if (!value.isString() || !personal) {
            return value;
        }
        return values.open(id, field, value.asString())
                .<JsonNode>map(JSON::stringNode)
                .orElseGet(JSON::nullNode);
    }
}
