package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditKeyRotation;
import dev.gatehouse.idp.audit.OpenTrail;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Changes the key that signs the audit trail. */
record AuditKeyChange(PrintWriter out) {

    /** While no server runs. */
    int in(ApplicationContext offline) {
        AuditKeyRotation.Rotated rotated =
                offline.getBean(OpenTrail.class).keyRotation().rotate(Actor.system());
        return say(rotated.key().number(), rotated.key().id(), rotated.created());
    }

    /** Through the server that runs. */
    int at(RunningServer server) throws RunningServer.Refused, IOException, InterruptedException {
        JsonNode key = server.post("/api/v1/audit/keys/rotate", JsonNodeFactory.instance.objectNode());
        return say(
                key.path("number").asLong(),
                key.path("id").asString(),
                key.path("created").asBoolean());
    }

    private int say(long number, String id, boolean created) {
        out.printf(
                "Audit key %d, %s, %s and signs the trail from now on.%n",
                number, id, created ? "is endorsed by the one before" : "was made by another node at the same time");
        out.println(
                "What audit verify trusts stays the same: the first key, and each that a trusted one has endorsed.");
        out.flush();
        return 0;
    }
}
