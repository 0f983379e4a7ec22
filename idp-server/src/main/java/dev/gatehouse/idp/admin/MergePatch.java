package dev.gatehouse.idp.admin;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396 section 2): members replace, {@code null} removes, objects merge, arrays are values. */
final class MergePatch {

    static final String MEDIA_TYPE = "application/merge-patch+json";

    private MergePatch() {}

    /** The target after the patch; the target itself stays as it is. */
    static ObjectNode apply(ObjectNode target, ObjectNode patch) {
        ObjectNode merged = target.deepCopy();
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            String name = member.getKey();
            switch (member.getValue()) {
                case JsonNode value when value.isNull() -> merged.remove(name);
                case ObjectNode inner -> merged.set(name, apply(objectAt(merged, name), inner));
                case JsonNode value -> merged.set(name, value.deepCopy());
            }
        }
        return merged;
    }

    private static ObjectNode objectAt(ObjectNode node, String name) {
        return node.get(name) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
}
