package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service client, and what the workloads need of it. */
record BenchClient(String id, String secret) {

    static final String TOKEN_FORM = "grant_type=client_credentials&scope=gatehouse";

    private static final int PEOPLE_AT_A_TIME = 32;
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

    /** Registers a client that signs people in. */
    BenchClient registerParty(ServerProcess server) throws IOException, InterruptedException {
        return register(server, """
                {"client_name": "bench relying party", "grant_types": ["authorization_code", "refresh_token"],
                 "redirect_uris": ["%s"], "scope": "openid", "token_endpoint_auth_method": "client_secret_basic"}
                """.formatted(BenchPerson.REDIRECT_URI));
    }

    /** Registers a client that gets its tokens signed with the given algorithm. */
    BenchClient registerService(ServerProcess server, String algorithm) throws IOException, InterruptedException {
        return register(server, """
                {"client_name": "bench %s", "grant_types": ["client_credentials"], "response_types": [],
                 "redirect_uris": [], "scope": "gatehouse", "token_endpoint_auth_method": "client_secret_basic",
                 "access_token_signing_alg": "%s"}
                """.formatted(algorithm, algorithm));
    }

    /** Makes accounts, some at a time. */
    void createPeople(ServerProcess server, int count) throws IOException, InterruptedException {
        String token = token(server);
        try (HttpClient http = HttpClient.newHttpClient();
                var threads = Executors.newFixedThreadPool(PEOPLE_AT_A_TIME)) {
            List<Future<String>> created = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                HttpRequest request = HttpRequest.newBuilder(server.url("/api/v1/users"))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"username\": \"bench-" + i + "\"}"))
                        .build();
                created.add(threads.submit(() -> expect(http.send(request, BodyHandlers.ofString()), 201)));
            }
            for (Future<String> each : created) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("an account cannot be made", e.getCause());
        }
    }

    /** Makes changes of the access model, all or none. */
    void change(ServerProcess server, String token, List<String> changes) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.url("/access/v1/changes"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"changes\":[" + String.join(",", changes) + "]}")));
        expect(answer, 200);
    }

    private BenchClient register(ServerProcess server, String form) throws IOException, InterruptedException {
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
