package dev.gatehouse.idp.access.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads an event stream of a running server as a browser would, on a connection of its own. */
final class EventReader implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Event CLOSED =
            new Event("closed", "", JsonMapper.shared().createObjectNode());

    /** An event, or that there are no more. */
    record Event(String name, String id, JsonNode data) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final HttpResponse<InputStream> response;

    private EventReader(HttpRequest request) {
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Opens a stream; the answer may be a refusal all the same. */
    static EventReader open(HttpRequest.Builder request) {
        return openAs("text/event-stream", request);
    }

    static EventReader openAs(String accept, HttpRequest.Builder request) {
        return new EventReader(request.header("Accept", accept).build());
    }

    /** Begins to read an answer that is a stream. */
    EventReader reading() {
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        Thread.ofVirtual().start(this::read);
        return this;
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** The code of the problem that was answered instead. */
    String problem() {
        // A stream would never be read to its end.
        assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
        try (InputStream body = response.body()) {
            JsonNode problem = JsonMapper.shared().readTree(body);
            return response.statusCode() + " " + problem.path("code").asString();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String name = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(name, id, JsonMapper.shared().readTree(data)));
                    data = "";
                }
            }
            events.add(CLOSED);
        } catch (IOException gone) {
            events.add(CLOSED);
        }
    }

    /** The next event, which MUST come within {@link #PATIENCE}. */
    Event next() {
        try {
            Event event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(event).as("an event within " + PATIENCE).isNotNull();
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The next event is a change. */
    JsonNode change() {
        Event event = next();
        assertThat(event.name()).as(event.toString()).isEqualTo("change");
        assertThat(event.data().path("revision").asString()).isEqualTo(event.id());
        return event.data();
    }

    /** Passes over changes to the end, which MUST be the last there is; its code. */
    String end() {
        Event event = next();
        while (event.name().equals("change")) {
            event = next();
        }
        assertThat(event.name()).isEqualTo("end");
        assertThat(next()).isEqualTo(CLOSED);
        return event.data().path("code").asString();
    }

    static HttpRequest.Builder request(TestServer server, String query) {
        return server.request("/access/v1/changes" + query);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
