package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.access.decisions.Scopes;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.StreamedCall;
import dev.gatehouse.idp.tokens.Caller;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /access/v1/import}: changes of one workspace's access model from a file of any length, record by record. */
@RestController
public final class ImportController {

    static final String PATH = "/access/v1/import";
    static final String CSV = "text/csv";

    private final Scopes scopes;
    private final Imports imports;
    private final ImportSlots slots = new ImportSlots();

    public ImportController(Scopes scopes, Imports imports) {
        this.scopes = scopes;
        this.imports = imports;
    }

    /** Null when the answer was written on the way. */
    @Operation(
            action = "access.import-refused",
            on = "access-model",
            by = Callers.AUTHENTICATED,
            streamed = true,
            parameters = {"workspace", "dryRun", "from"})
    @PostMapping(
            path = PATH,
            consumes = {CSV, MediaType.APPLICATION_NDJSON_VALUE, MediaType.APPLICATION_JSON_VALUE})
    @Nullable ResponseEntity<Object> importLines(
            Caller caller,
            StreamedCall call,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestParam(required = false) @Nullable String from)
            throws IOException {
        ImportBody body = new ImportBody(call.body(), System::nanoTime);
        Checked<Admitted> admitted = admit(caller, call, ImportRequest.read(workspace, dryRun, from));
        Optional<Refusal> refusal = run(caller, call, body, admitted);
        body.drain();
        return refusal.map(Answers::refused).orElse(null);
    }

    /** An import that may begin. */
    private record Admitted(ImportRequest asked, ImportSlots.Slot slot) {}

    private Checked<Admitted> admit(Caller caller, StreamedCall call, Checked<ImportRequest> request) {
        if (call.contentType().isEmpty()) {
            return new Checked.Refused<>(new Refusal(415, "unsupported-media-type", "An import is UTF-8."));
        }
        return request.then(asked -> scopes.enter(caller, asked.workspace())
                .then(slots::take)
                .then(slot -> new Checked.Valid<>(new Admitted(asked, slot))));
    }

    private Optional<Refusal> run(Caller caller, StreamedCall call, ImportBody body, Checked<Admitted> admitted)
            throws IOException {
        return switch (admitted) {
            case Checked.Refused<Admitted>(Refusal refusal) -> Optional.of(refusal);
            case Checked.Valid<Admitted>(Admitted(ImportRequest asked, ImportSlots.Slot slot)) -> {
                try (slot) {
                    yield imports.run(caller, asked, slot, body, call);
                }
            }
        };
    }
}
