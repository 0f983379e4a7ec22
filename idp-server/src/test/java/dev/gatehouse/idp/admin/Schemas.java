package dev.gatehouse.idp.admin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Holds values to the part of JSON Schema (2020-12) that our description uses. A member that no part of a schema with
 * named members knows is a fault: answers say nothing that is not described.
 */
final class Schemas {

    private final JsonNode root;

    Schemas(JsonNode root) {
        this.root = root;
    }

    void check(JsonNode schema, JsonNode value, String where, List<String> faults) {
        checkParts(schema, value, where, faults);
        Set<String> known = names(schema);
        if (value.isObject() && !known.isEmpty()) {
            value.propertyNames().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> faults.add(where + "/" + name + " is not described"));
        }
    }

    private void checkParts(JsonNode schema, JsonNode value, String where, List<String> faults) {
        JsonNode resolved = resolve(schema);
        type(resolved, value, where, faults);
        if (resolved.has("enum") && resolved.get("enum").valueStream().noneMatch(value::equals)) {
            faults.add(where + " is not one of " + resolved.get("enum"));
        }
        if (resolved.has("const") && !resolved.get("const").equals(value)) {
            faults.add(where + " is not " + resolved.get("const"));
        }
        resolved.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> value.isObject() && !value.has(name))
                .forEach(name -> faults.add(where + "/" + name + " is missing"));
        resolved.path("properties").properties().forEach(property -> {
            if (value.has(property.getKey())) {
                check(property.getValue(), value.get(property.getKey()), where + "/" + property.getKey(), faults);
            }
        });
        if (resolved.has("items") && value.isArray()) {
            int i = 0;
            for (JsonNode item : value) {
                check(resolved.get("items"), item, where + "/" + i++, faults);
            }
        }
        resolved.path("allOf").valueStream().forEach(part -> checkParts(part, value, where, faults));
    }

    private static void type(JsonNode schema, JsonNode value, String where, List<String> faults) {
        JsonNode type = schema.path("type");
        Set<String> wanted = type.isString()
                ? Set.of(type.asString())
                : type.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        if (!wanted.isEmpty() && kinds(value).noneMatch(wanted::contains)) {
            faults.add(where + " is not of type " + type);
        }
    }

    private static Stream<String> kinds(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> Stream.of("object");
            case ARRAY -> Stream.of("array");
            case STRING -> Stream.of("string");
            case BOOLEAN -> Stream.of("boolean");
            case NULL -> Stream.of("null");
            case NUMBER -> value.isIntegralNumber() ? Stream.of("integer", "number") : Stream.of("number");
            case BINARY, MISSING, POJO -> Stream.empty();
        };
    }

    private Set<String> names(JsonNode schema) {
        JsonNode resolved = resolve(schema);
        Set<String> names = new HashSet<>(resolved.path("properties").propertyNames());
        resolved.path("allOf").valueStream().forEach(part -> names.addAll(names(part)));
        return names;
    }

    private JsonNode resolve(JsonNode schema) {
        return schema.has("$ref") ? root.at(schema.get("$ref").asString().substring(1)) : schema;
    }
}
