package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PageBody;
import dev.gatehouse.idp.api.PageRequest;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientBuilder;
import dev.gatehouse.idp.clients.ClientChange;
import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.ClientRegistry;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.secrets.GeneratedSecret;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.tokens.Caller;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/clients}: registered clients, in the words of RFC 7591. */
@RestController
@RequestMapping(ClientsController.PATH)
public final class ClientsController {

    static final String PATH = "/api/v1/clients";

    private final ClientStore clients;
    private final ClientRegistry registry;
    private final ClientDrafts drafts;
    private final Cursors cursors;

    public ClientsController(ClientStore clients, ClientRegistry registry, ClientDrafts drafts, Cursors cursors) {
        this.clients = clients;
        this.registry = registry;
        this.drafts = drafts;
        this.cursors = cursors;
    }

    @Operation(
            action = "client.listed",
            on = "client",
            right = "read",
            object = "clients:all",
            parameters = {"limit", "cursor"})
    @GetMapping
    ResponseEntity<Object> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Answers.to(PageRequest.of("clients", limit, cursor, cursors), page -> {
            Page<Client> found = clients.list(caller.workspace(), page.limit(), page.after());
            return Answers.of(PageBody.of(found, page, cursors, stored -> ClientJson.of(stored.value())));
        });
    }

    @Operation(action = "client.create", on = "client", right = "update", object = "clients:all")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> create(Caller caller, Body body) {
        Checked<ClientBuilder> draft = body.object().then(object -> drafts.create(object, caller));
        return Answers.to(draft, client -> switch (registry.register(caller.actor(), client)) {
            case ClientChange.Done(Stored<Client> stored, Optional<GeneratedSecret> secret) ->
                Answers.created(
                        URI.create(PATH + "/" + stored.id()),
                        ClientJson.withSecret(stored.value(), secret),
                        stored.version());
            case ClientChange.IdTaken taken ->
                Answers.refused(
                        Refusal.conflict("client-id-taken", "The client_id is, or ever was, another client's."));
            case ClientChange.Stale stale -> Answers.refused(Refusal.stale());
            case ClientChange.Missing missing -> Answers.refused(Refusal.notFound("client"));
        });
    }

    @Operation(action = "client.read", on = "client", right = "read", object = "client:{id}")
    @GetMapping("/{id}")
    ResponseEntity<Object> read(Caller caller, @PathVariable String id) {
        return find(caller, id)
                .map(stored -> Answers.of(ClientJson.of(stored.value()), stored.version()))
                .orElseGet(() -> Answers.refused(Refusal.notFound("client")));
    }

    @Operation(action = "client.update", on = "client", right = "update", object = "client:{id}")
    @PatchMapping(
            path = "/{id}",
            consumes = {MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Object> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Body body) {
        return Answers.to(
                body.object(),
                patch -> write(
                        caller,
                        id,
                        ifMatch,
                        before -> drafts.patch(before.value(), patch, caller)
                                .then(edit -> new Checked.Valid<>(registry.update(caller.actor(), before, edit)))));
    }

    @Operation(action = "client.rotate-secret", on = "client", right = "update", object = "client:{id}")
    @PostMapping("/{id}/secret")
    ResponseEntity<Object> rotateSecret(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return write(
                caller,
                id,
                ifMatch,
                before -> before.value().authMethod().usesSecret()
                        ? new Checked.Valid<>(registry.rotateSecret(caller.actor(), before))
                        : new Checked.Refused<>(Refusal.conflict(
                                "no-secret",
                                "The client does not authenticate with a secret, so it has none to replace.")));
    }

    @Operation(action = "client.delete", on = "client", right = "delete", object = "client:{id}")
    @DeleteMapping("/{id}")
    ResponseEntity<Object> delete(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ResponseEntity<Object> answer = write(
                caller,
                id,
                ifMatch,
                before -> before.value().kind() == ClientKind.BUILT_IN
                        ? new Checked.Refused<>(Refusal.conflict("built-in", "A built-in client cannot be deleted."))
                        : new Checked.Valid<>(registry.delete(caller.actor(), before)));
        return answer.getStatusCode().is2xxSuccessful() ? Answers.done() : answer;
    }

    private ResponseEntity<Object> write(
            Caller caller, String id, @Nullable String ifMatch, Function<Stored<Client>, Checked<ClientChange>> act) {
        return Attempts.of(ifMatch, () -> find(caller, id), act, "client", change -> switch (change) {
            case ClientChange.Done(Stored<Client> stored, Optional<GeneratedSecret> secret) ->
                Optional.of(Answers.of(ClientJson.withSecret(stored.value(), secret), stored.version()));
            case ClientChange.Stale stale -> Optional.empty();
            case ClientChange.Missing missing -> Optional.of(Answers.refused(Refusal.notFound("client")));
            case ClientChange.IdTaken taken -> throw new IllegalStateException("a change keeps the id");
        });
    }

    private Optional<Stored<Client>> find(Caller caller, String id) {
        return ClientId.parse(id)
                .flatMap(clients::find)
                .filter(stored -> stored.value().workspace().equals(caller.workspace()));
    }
}
