package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Revision;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An answer in AuthZEN's form.
 *
 * @param reason why it is denied; empty when it is allowed
 * @param revision at which it is so; null when the question could not be put
 */
record Answer(boolean allowed, String reason, @Nullable Revision revision) {

    static Answer of(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> new Answer(true, "", allowed.revision());
            case Decision.Denied(Revision revision, Decision.Reason reason) ->
                new Answer(false, reason.code(), revision);
        };
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("decision", allowed);
        ObjectNode context = json.putObject("context");
        if (!reason.isEmpty()) {
            context.put("reason", reason);
        }
        if (revision != null) {
            context.put("revision", revision.toString());
        }
        return json;
    }
}
