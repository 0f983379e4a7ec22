package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service client, and what the workloads need of it. */
record BenchClient(String id, String secret) {

    static final String TOKEN_FORM = "grant_type=client_credentials&scope=gatehouse";

    private static final JsonMapper JSON = JsonMapper.shared();

    /** RFC 6749 section 2.3.1: both parts are form-encoded before they are joined. */
    String basic() {
        String joined = encoded(id) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(joined.getBytes(StandardCharsets.UTF_8));
    }

    Map<String, String> headers() {
        return Map.of("Authorization", basic());
    }

    String token(ServerProcess server) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.url("/oauth2/token"))
                .header("Authorization", basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(TOKEN_FORM)));
        return JSON.readTree(expect(answer, 200)).required("access_token").asString();
    }

    /** Registers a client that gets its tokens signed with the given algorithm. */
    BenchClient register(ServerProcess server, String algorithm) throws IOException, InterruptedException {
        String form = """
                {"client_name": "bench %s", "grant_types": ["client_credentials"], "response_types": [],
                 "redirect_uris": [], "scope": "gatehouse", "token_endpoint_auth_method": "client_secret_basic",
                 "access_token_signing_alg": "%s"}
                """.formatted(algorithm, algorithm);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.url("/api/v1/clients"))
                .header("Authorization", "Bearer " + token(server))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(form)));
        JsonNode client = JSON.readTree(expect(answer, 201));
        return new BenchClient(
                client.required("client_id").asString(),
                client.required("client_secret").asString());
    }

    private static String expect(HttpResponse<String> answer, int status) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
