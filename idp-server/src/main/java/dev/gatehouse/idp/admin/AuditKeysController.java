package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PageBody;
import dev.gatehouse.idp.api.Times;
import dev.gatehouse.idp.audit.AuditKey;
import dev.gatehouse.idp.audit.AuditKeyRotation;
import dev.gatehouse.idp.tokens.Caller;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/audit/keys}: the keys that sign the audit trail; their ids are what a verifier trusts. */
@RestController
@RequestMapping("/api/v1/audit/keys")
public final class AuditKeysController {

    private final AuditKeyRotation rotation;

    public AuditKeysController(AuditKeyRotation rotation) {
        this.rotation = rotation;
    }

    @Operation(action = "audit-key.listed", on = "audit-key", right = "read", object = "keys:all")
    @GetMapping
    ResponseEntity<Object> list() {
        List<AuditKey> keys = rotation.keys();
        AuditKey signing = keys.getLast();
        return Answers.of(new PageBody<>(
                keys.stream().map(key -> json(key, key.equals(signing))).toList(), null));
    }

    /** Makes a key that the one in force signs, and which signs the trail from then on. */
    @Operation(action = "audit-key.rotate", on = "audit-key", right = "update", object = "keys:all")
    @PostMapping("/rotate")
    ResponseEntity<Object> rotate(Caller caller) {
        AuditKeyRotation.Rotated rotated = rotation.rotate(caller.actor());
        ObjectNode json = json(rotated.key(), true);
        json.put("created", rotated.created());
        return Answers.of(json);
    }

    private static ObjectNode json(AuditKey key, boolean signing) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", key.id());
        json.put("number", key.number());
        json.put("state", signing ? "signing" : "verifying");
        json.put("createdAt", Times.text(key.createdAt()));
        key.endorsedBy().ifPresent(before -> json.put("endorsedBy", before));
        return json;
    }
}
