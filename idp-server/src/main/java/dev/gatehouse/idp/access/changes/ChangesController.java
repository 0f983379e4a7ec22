package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.preview.PreviewDigest;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.decisions.Scopes;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /access/v1/changes}: up to 1,000 changes of one workspace's access model, all or none. */
@RestController
public final class ChangesController {

    static final String PATH = "/access/v1/changes";

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private final Scopes scopes;
    private final AccessChanges changes;
    private final IdempotentCalls calls;
    private final PreviewLimit previews;

    public ChangesController(Scopes scopes, AccessChanges changes, IdempotentCalls calls, PreviewLimit previews) {
        this.scopes = scopes;
        this.changes = changes;
        this.calls = calls;
        this.previews = previews;
    }

    @Operation(
            action = "access.change-refused",
            on = "access-model",
            by = Callers.AUTHENTICATED,
            bodyLimit = JsonText.LARGEST)
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> change(
            Caller caller,
            Body body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        if (key != null && !KEY.matcher(key).matches()) {
            return Answers.refused(new Refusal(
                    400, "malformed-idempotency-key", "An Idempotency-Key has 1 to 255 visible ASCII characters."));
        }
        Checked<Made> made = PreviewTag.read(ifMatch)
                .then(expected -> body.object()
                        .then(ChangesRequest::read)
                        .then(request -> scopes.enter(caller, request.workspace())
                                .then(workspace -> make(
                                        new AccessChanges.Wish(caller, workspace, request.changes(), expected),
                                        named(caller, body, expected, key)))));
        return Answers.to(made, ChangesController::answer);
    }

    private static Optional<IdempotentCalls.Key> named(
            Caller caller, Body body, Optional<PreviewDigest> expected, @Nullable String key) {
        String precondition = expected.map(PreviewDigest::toString).orElse("");
        return Optional.ofNullable(key)
                .map(given ->
                        IdempotentCalls.Key.of(CallerSubject.of(caller).toString(), given, precondition, body.bytes()));
    }

    private Checked<Made> make(AccessChanges.Wish wish, Optional<IdempotentCalls.Key> key) {
        IdempotentCalls.Known known = key.map(calls::find).orElseGet(IdempotentCalls.Known.First::new);
        return switch (known) {
            case IdempotentCalls.Known.First() ->
                wish.expected().isEmpty()
                        ? new Checked.Valid<>(changes.make(wish, key))
                        : previews.within(() -> new Checked.Valid<>(changes.make(wish, key)));
            case IdempotentCalls.Known.Answered(Made made) -> {
                CallFacts.note("access.repeated", "true");
                yield new Checked.Valid<>(made);
            }
            case IdempotentCalls.Known.OfAnother() ->
                new Checked.Refused<>(new Refusal(
                        422, "idempotency-key-reused", "This Idempotency-Key was used for another body or If-Match."));
            case IdempotentCalls.Known.GoingOn() ->
                new Checked.Refused<>(Refusal.conflict(
                        "idempotency-key-in-use", "A call with this Idempotency-Key is being carried out."));
        };
    }

    private static ResponseEntity<Object> answer(Made made) {
        return switch (made) {
            case Made.Holding(String revision) -> Answers.of(Map.of("revision", revision));
            case Made.NotMade notMade -> Answers.refused(notMade.refusal());
        };
    }
}
