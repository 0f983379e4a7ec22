package dev.gatehouse.idp.storage.mongo;

import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON text as a BSON value, so that a nested value can be read with MongoDB's own tools.
 *
 * <p>Objects and arrays become documents and arrays. What BSON cannot hold exactly (a key that is empty, has a dot, a
 * leading dollar or NUL; a number that is neither a long nor a double), and what is no object or array, stays text.
 */
final class NestedBson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private NestedBson() {}

    static BsonValue encode(String json) {
        JsonNode tree = JSON.readTree(json);
        BsonValue value = tree.isContainer() ? convert(tree) : null;
        return value == null ? new BsonString(json) : value;
    }

    static String decode(BsonValue value) {
        return value instanceof BsonString text ? text.getValue() : JSON.writeValueAsString(convert(value));
    }

    /** Null when BSON cannot hold it. */
    private static @Nullable BsonValue convert(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> convertObject(node);
            case ARRAY -> convertArray(node);
            case STRING -> new BsonString(node.stringValue());
            case BOOLEAN -> BsonBoolean.valueOf(node.booleanValue());
            case NULL -> BsonNull.VALUE;
            case NUMBER -> convertNumber(node);
            case BINARY, MISSING, POJO -> null;
        };
    }

    private static @Nullable BsonValue convertNumber(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? new BsonInt64(node.longValue()) : null;
        }
        return node.isDouble() && Double.isFinite(node.doubleValue()) ? new BsonDouble(node.doubleValue()) : null;
    }

    private static @Nullable BsonValue convertObject(JsonNode node) {
        var document = new BsonDocument();
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            String key = property.getKey();
            BsonValue value = convert(property.getValue());
            if (value == null || key.isEmpty() || key.startsWith("$") || key.indexOf('.') >= 0 || key.indexOf(0) >= 0) {
                return null;
            }
            document.put(key, value);
        }
        return document;
    }

    private static @Nullable BsonValue convertArray(JsonNode node) {
        var array = new BsonArray();
        for (JsonNode element : node.values()) {
            BsonValue value = convert(element);
            if (value == null) {
                return null;
            }
            array.add(value);
        }
        return array;
    }

    private static JsonNode convert(BsonValue value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value.getBsonType()) {
            case DOCUMENT -> {
                ObjectNode object = nodes.objectNode();
                value.asDocument().forEach((key, element) -> object.set(key, convert(element)));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = nodes.arrayNode();
                value.asArray().forEach(element -> array.add(convert(element)));
                yield array;
            }
            case STRING -> nodes.stringNode(value.asString().getValue());
            case BOOLEAN -> nodes.booleanNode(value.asBoolean().getValue());
            case INT32, INT64 -> nodes.numberNode(value.asNumber().longValue());
            case DOUBLE -> nodes.numberNode(value.asDouble().getValue());
            case NULL -> nodes.nullNode();
            default -> throw new IllegalStateException("not written by this server: a " + value.getBsonType());
        };
    }
}
