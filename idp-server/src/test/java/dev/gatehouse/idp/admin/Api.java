package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Calls the API as the bearer of a token, and holds every answer to its description. */
public final class Api {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private final TestServer server;
    private final @Nullable String token;

    private Api(TestServer server, @Nullable String token) {
        this.server = server;
        this.token = token;
    }

    public static Api as(TestServer server, String token) {
        return new Api(server, token);
    }

    public static Api asAdministrator(TestServer server) {
        return new Api(server, server.adminToken());
    }

    public static Api withoutCredentials(TestServer server) {
        return new Api(server, null);
    }

    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    public Answer post(String path) {
        return send("POST", path, null, null);
    }

    public Answer post(String path, String json) {
        return send("POST", path, json, null);
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json, null);
    }

    public Answer put(String path, String json, String ifMatch) {
        return send("PUT", path, json, ifMatch);
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, json, null);
    }

    public Answer patch(String path, String json, String ifMatch) {
        return send("PATCH", path, json, ifMatch);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, null);
    }

    public Answer delete(String path, String ifMatch) {
        return send("DELETE", path, null, ifMatch);
    }

    public Answer send(String method, String path, @Nullable String json, @Nullable String ifMatch) {
        HttpRequest.Builder request = server.request(path);
        if (json != null) {
            request.header(
                    "Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json");
        }
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        request.method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return send(method, path, request);
    }

    /** A request as it stands, with the token. */
    public Answer send(String method, String path, HttpRequest.Builder request) {
        // Refusals of one address are counted after the first sixty; each test is somebody else.
        request.header("X-Forwarded-For", "192.0.2." + CALLS.incrementAndGet() % 250);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = server.send(request);
        Description.of(server).check(method, path, response);
        return new Answer(response);
    }

    /** An answer, and what a test asks of it. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return TestServer.json(response);
        }

        public String text(String member) {
            return json().path(member).asString("");
        }

        public String etag() {
            return response.headers().firstValue("ETag").orElseThrow();
        }

        public Answer is(int status) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
            return this;
        }

        /** A problem of this code. */
        public Answer is(int status, String code) {
            is(status);
            assertThat(response.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            assertThat(text("code")).isEqualTo(code);
            assertThat(text("requestId"))
                    .isEqualTo(response.headers().firstValue("X-Request-ID").orElseThrow());
            return this;
        }

        /** The members at fault. */
        public java.util.List<String> errors() {
            return json().path("errors")
                    .valueStream()
                    .map(error -> error.path("pointer").asString() + " "
                            + error.path("code").asString())
                    .toList();
        }
    }
}
