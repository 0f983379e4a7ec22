package dev.gatehouse.idp.admin;

import tools.jackson.databind.node.ObjectNode;

/** The body of a request, unread. */
final class Body {

    private final byte[] bytes;

    Body(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    Checked<ObjectNode> object() {
        return JsonText.object(bytes);
    }
}
