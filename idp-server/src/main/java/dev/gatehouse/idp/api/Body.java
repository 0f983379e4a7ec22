package dev.gatehouse.idp.api;

import tools.jackson.databind.node.ObjectNode;

/** The body of a request, unread. */
public final class Body {

    private final byte[] bytes;
    private final int limit;

    Body(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /** As it came; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public Checked<ObjectNode> object() {
        return JsonText.object(bytes, limit);
    }
}
