package dev.gatehouse.idp.access.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes server-sent events.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream">HTML, event
 *     streams</a>
 */
final class EventWriter {

    private final OutputStream out;

    EventWriter(OutputStream out) {
        this.out = out;
    }

    /** An event that can be resumed from. It leaves with the next {@link #flush}. */
    void event(String id, ObjectNode data) throws IOException {
        write("id: " + id + "\nevent: change\ndata: " + data + "\n\n");
    }

    /** The last event: why there are no more. */
    void end(String code) throws IOException {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("code", code);
        write("event: end\ndata: " + data + "\n\n");
        flush();
    }

    /** Says that the stream is alive; a reader that is gone is noticed by it. */
    void heartbeat() throws IOException {
        write(":\n\n");
        flush();
    }

    void flush() throws IOException {
        out.flush();
    }

    /** INVARIANT: JSON of ours has no line breaks. */
    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
