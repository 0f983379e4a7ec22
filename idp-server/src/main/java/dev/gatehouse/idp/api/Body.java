package dev.gatehouse.idp.api;

import tools.jackson.databind.node.ObjectNode;

/** The body of a request, unread. */
public final class Body {

    private final byte[] bytes;

    public Body(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    public Checked<ObjectNode> object() {
        return JsonText.object(bytes);
    }
}
