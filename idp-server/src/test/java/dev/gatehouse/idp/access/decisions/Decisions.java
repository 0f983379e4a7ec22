package dev.gatehouse.idp.access.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.log.FollowedEngine;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Calls the decision API of a running server. */
public final class Decisions {

    private static final AtomicInteger CALLS = new AtomicInteger();

    private final TestServer server;
    private final String authorization;

    private Decisions(TestServer server, String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    public static Decisions withToken(TestServer server, String token) {
        return new Decisions(server, "Bearer " + token);
    }

    public static Decisions withSecret(TestServer server, String id, String secret) {
        return new Decisions(server, TestServer.basic(id, secret));
    }

    /** Makes changes past all questions of who may make them; the revision that has them. */
    public static String make(TestServer server, String workspace, Change... changes) {
        Commit commit = server.bean(FollowedEngine.class)
                .commit(
                        new WorkspaceId(workspace),
                        new Batch("system:test", UUID.randomUUID().toString(), List.of(changes)));
        return switch (commit) {
            case Commit.Committed committed -> committed.revision().toString();
            case Commit.AlreadyTrue already -> already.revision().toString();
            case Commit other -> throw new AssertionError(other);
        };
    }

    public HttpResponse<String> post(String path, String json) {
        return send(
                server.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        // Refusals of one address are counted after the first sixty; each call is from somewhere else.
        request.header("X-Forwarded-For", "198.51.100." + CALLS.incrementAndGet() % 250);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return server.send(request);
    }

    public JsonNode answer(String path, String json) {
        HttpResponse<String> response = post(path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestServer.json(response);
    }

    /** The answer is a problem of that status and code. */
    public static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(TestServer.json(response).path("code").asString()).isEqualTo(code);
    }
}
