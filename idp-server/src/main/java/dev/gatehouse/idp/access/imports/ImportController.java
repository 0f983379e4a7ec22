package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.access.decisions.Scopes;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.CallerAttribute;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.StreamedBody;
import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
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

    @Operation(
            action = "access.import-refused",
            on = "access-model",
            by = Callers.AUTHENTICATED,
            answers = MediaType.APPLICATION_NDJSON_VALUE,
            parameters = {"workspace", "dryRun", "from"})
    @PostMapping(
            path = PATH,
            consumes = {CSV, MediaType.APPLICATION_NDJSON_VALUE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Object> importLines(
            Caller caller,
            HttpServletRequest http,
            StreamedBody streamed,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestParam(required = false) @Nullable String dryRun,
            @RequestParam(required = false) @Nullable String from)
            throws IOException {
        var body = new ImportBody(streamed.bytes(), System::nanoTime);
        var importer = new Imports.Importer(caller, CallerAttribute.admittance(http));
        Checked<StartedImport> started = switch (admit(caller, streamed, ImportRequest.read(workspace, dryRun, from))) {
            case Checked.Refused<Admitted>(Refusal refusal) -> new Checked.Refused<>(refusal);
            case Checked.Valid<Admitted>(Admitted admitted) -> begin(importer, admitted, body);
        };
        return switch (started) {
            case Checked.Valid<StartedImport>(StartedImport answer) -> Answers.streamed(answer);
            case Checked.Refused<StartedImport>(Refusal refusal) -> {
                body.drain();
                yield Answers.refused(refusal);
            }
        };
    }

    /** An import that may begin. */
    private record Admitted(ImportRequest asked, MediaType type, ImportSlots.Slot slot) {}

    private Checked<Admitted> admit(Caller caller, StreamedBody streamed, Checked<ImportRequest> request) {
        Optional<MediaType> type = streamed.contentType();
        if (type.isEmpty()) {
            return new Checked.Refused<>(new Refusal(415, "unsupported-media-type", "An import is UTF-8."));
        }
        return request.then(asked -> scopes.enter(caller, asked.workspace())
                .then(entered -> slots.take(CallerSubject.of(caller), entered))
                .then(slot -> new Checked.Valid<>(new Admitted(asked, type.get(), slot))));
    }

    /** The slot stays taken by an import that has begun, and by no other. */
    private Checked<StartedImport> begin(Imports.Importer importer, Admitted admitted, ImportBody body)
            throws IOException {
        boolean begun = false;
        try {
            var source = new Imports.Source(admitted.type(), body);
            Checked<StartedImport> started = imports.begin(importer, admitted.asked(), admitted.slot(), source);
            begun = started instanceof Checked.Valid<StartedImport>;
            return started;
        } finally {
            if (!begun) {
                admitted.slot().close();
            }
        }
    }
}
