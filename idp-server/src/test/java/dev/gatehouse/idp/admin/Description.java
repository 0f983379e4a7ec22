package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI description as the server serves it, and whether answers keep to it. */
final class Description {

    private static final Map<TestServer, Description> READ = new ConcurrentHashMap<>();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final JsonNode root;

    private Description(JsonNode root) {
        this.root = root;
    }

    static Description of(TestServer server) {
        return READ.computeIfAbsent(server, any -> new Description(TestServer.json(server.get("/api/openapi.json"))));
    }

    JsonNode root() {
        return root;
    }

    /** Every operation: {@code GET /api/v1/clients/{id}}. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .forEach(operation -> operations.add(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** Fails when the description does not know the answer, or the answer is not as described. */
    void check(String method, String target, HttpResponse<String> response) {
        JsonNode operation = operation(method, target.replaceFirst("[?].*", ""));
        if (operation == null) {
            assertThat(response.statusCode())
                    .as(method + " " + target + " is not described")
                    .isBetween(400, 499);
            return;
        }
        JsonNode responses = operation.path("responses");
        JsonNode described = responses.has(String.valueOf(response.statusCode()))
                ? responses.get(String.valueOf(response.statusCode()))
                : responses.path("default");
        assertThat(described.isMissingNode())
                .as(method + " " + target + " answers " + response.statusCode() + ", which is not described")
                .isFalse();
        check(resolve(described), method + " " + target, response);
    }

    private void check(JsonNode described, String call, HttpResponse<String> response) {
        JsonNode content = described.path("content");
        if (content.isMissingNode()) {
            assertThat(response.body()).as(call).isEmpty();
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        assertThat(content.has(type))
                .as(call + " answers " + type + ": " + response.body())
                .isTrue();
        List<String> faults = new ArrayList<>();
        JsonNode body = JsonMapper.builder().build().readTree(response.body());
        new Schemas(root).check(content.get(type).path("schema"), body, "#", faults);
        assertThat(faults).as(call + ": " + response.body()).isEmpty();
    }

    @Nullable JsonNode operation(String method, String path) {
        JsonNode exact = root.path("paths").path(path).get(method.toLowerCase(java.util.Locale.ROOT));
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, JsonNode> entry : root.path("paths").properties()) {
            String pattern = Pattern.quote(entry.getKey()).replaceAll("\\{[a-z]+}", "\\\\E[^/]+\\\\Q");
            JsonNode operation = entry.getValue().get(method.toLowerCase(java.util.Locale.ROOT));
            if (operation != null && path.matches(pattern)) {
                return operation;
            }
        }
        return null;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asString().substring(1)) : node;
    }
}
