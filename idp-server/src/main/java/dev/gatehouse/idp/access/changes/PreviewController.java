package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.ChangeGuard;
import dev.gatehouse.idp.access.decisions.Scopes;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Violation;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /access/v1/preview}: who would gain and who would lose what. It changes nothing, so it is for those who may
 * ask about others, whether or not they may make the changes; the answer says whether they may.
 */
@RestController
public final class PreviewController {

    static final String PATH = "/access/v1/preview";

    private final Scopes scopes;
    private final Previews previews;

    public PreviewController(Scopes scopes, Previews previews) {
        this.scopes = scopes;
        this.previews = previews;
    }

    @Operation(
            action = "access.previewed",
            on = "access-model",
            by = Callers.AUTHENTICATED,
            bodyLimit = JsonText.LARGEST)
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> preview(Caller caller, Body body) {
        Instant now = scopes.now();
        Checked<ObjectNode> answer = body.object()
                .then(PreviewRequest::read)
                .then(request -> scopes.readDecisions(caller, request.workspace(), now)
                        .then(newest -> previews.page(request, newest, now).then(page -> {
                            page.note();
                            return new Checked.Valid<>(withPermission(page.json(), caller, request, newest, now));
                        })));
        return Answers.to(answer, Answers::of);
    }

    private static ObjectNode withPermission(
            ObjectNode json, Caller caller, PreviewRequest request, AccessView newest, Instant now) {
        Optional<Validation.Refused> lacking =
                new ChangeGuard(CallerSubject.of(caller), now).refusal(newest, request.changes());
        json.put("permitted", lacking.isEmpty());
        lacking.map(refused -> Made.refused(refused).refusal()).ifPresent(refusal -> {
            Violation missing = refusal.violations().getFirst();
            json.putArray("errors")
                    .addObject()
                    .put("pointer", missing.pointer())
                    .put("code", missing.code())
                    .put("detail", missing.detail());
        });
        return json;
    }
}
