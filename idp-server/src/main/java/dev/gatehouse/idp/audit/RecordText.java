package dev.gatehouse.idp.audit;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record's canonical bytes, read. */
record RecordText(JsonNode event, JsonNode link) {

    private static final JsonMapper JSON = JsonMapper.shared();

    static RecordText of(byte[] canonical) {
        JsonNode root = JSON.readTree(canonical);
        return new RecordText(root.required("event"), root.required("link"));
    }

    static JsonNode parse(String text) {
        return JSON.readTree(text);
    }

    boolean isHead() {
        return link.path("head").asBoolean(false);
    }

    boolean closesChain() {
        return link.path("closes").asBoolean(false);
    }

    /** On a head: the seq of the oldest announced change without an outcome. */
    OptionalLong oldestIntent() {
        JsonNode oldest = link.path("oldestIntent");
        return oldest.isNumber() ? OptionalLong.of(oldest.asLong()) : OptionalLong.empty();
    }

    /** The id of the event that announced the change of which this is the outcome. */
    Optional<String> change() {
        return optional(event, "change");
    }

    static Optional<String> optional(JsonNode object, String name) {
        return Optional.ofNullable(nullable(object, name));
    }

    static @Nullable String nullable(JsonNode object, String name) {
        JsonNode value = object.path(name);
        return value.isString() ? value.asString() : null;
    }
}
