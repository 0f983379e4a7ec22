package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PageBody;
import dev.gatehouse.idp.api.Times;
import dev.gatehouse.idp.keys.RotationResult;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.keys.SigningKey;
import dev.gatehouse.idp.keys.SigningKeyring;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/signing-keys}: the keys that sign tokens; no part of a key is shown, the JWK set has the public ones. */
@RestController
@RequestMapping("/api/v1/signing-keys")
public final class SigningKeysController {

    private final SigningKeyring keys;
    private final Clock clock;

    public SigningKeysController(SigningKeyring keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @Operation(action = "signing-key.listed", on = "signing-key", right = "read", object = "keys:all")
    @GetMapping
    ResponseEntity<Object> list() {
        Instant now = clock.instant();
        return Answers.of(
                new PageBody<>(keys.keys().stream().map(key -> json(key, now)).toList(), null));
    }

    /** Publishes successors: of one algorithm, or of each when none is named. */
    @Operation(action = "signing-key.rotate", on = "signing-key", right = "update", object = "keys:all")
    @PostMapping("/rotate")
    ResponseEntity<Object> rotate(Caller caller, Body body) {
        Checked<List<SigningAlgorithm>> algorithms = body.isEmpty()
                ? new Checked.Valid<>(List.of(SigningAlgorithm.values()))
                : body.object().then(object -> Members.read(object, SigningKeysController::algorithms));
        return Answers.to(algorithms, wanted -> {
            List<ObjectNode> successors = wanted.stream()
                    .map(algorithm -> json(keys.rotate(caller.actor(), algorithm)))
                    .toList();
            return Answers.of(new PageBody<>(successors, null));
        });
    }

    private static List<SigningAlgorithm> algorithms(Members members) {
        return members.choice("algorithm", Set.of("ES256", "RS256", "EdDSA"))
                .flatMap(ClientJson::algorithm)
                .map(List::of)
                .orElse(List.of(SigningAlgorithm.values()));
    }

    private ObjectNode json(RotationResult result) {
        ObjectNode json = json(result.successor(), clock.instant());
        json.put(
                "created",
                switch (result) {
                    case RotationResult.Published published -> true;
                    case RotationResult.AlreadyPublished published -> false;
                });
        return json;
    }

    private static ObjectNode json(SigningKey key, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", key.id().value());
        json.put("algorithm", key.algorithm().jws().getName());
        json.put("number", key.number());
        json.put("state", key.stateAt(now).name().toLowerCase(Locale.ROOT));
        json.put("publishedAt", Times.text(key.publishedAt()));
        json.put("signsFrom", Times.text(key.signsFrom()));
        put(json, "signsUntil", key.signsUntil());
        put(json, "retiresAt", key.retiresAt());
        return json;
    }

    private static void put(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, Times.text(time));
        }
    }
}
