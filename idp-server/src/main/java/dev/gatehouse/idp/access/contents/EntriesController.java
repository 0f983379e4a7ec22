package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.idp.access.changes.ChangeJson;
import dev.gatehouse.idp.access.changes.EntryForm;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/objects/{id}/entries}: the access list of an object; {@code /api/v1/entries}: what entries say anywhere. */
@RestController
public final class EntriesController {

    private static final String OF_ONE = ObjectsController.PATH + "/{id}/entries";
    private static final Refusal EXISTS = Refusal.conflict("entry-exists", "The object has this very entry already.");
    private static final Refusal MISSING = Refusal.notFound("entry");

    private final Reads reads;
    private final Writes writes;

    public EntriesController(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Operation(
            action = "entry.listed",
            on = "object",
            right = "read",
            object = "access:decisions",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision", "object", "to", "right", "limit", "cursor"})
    @GetMapping("/api/v1/entries")
    ResponseEntity<Object> list(Caller caller, @RequestParam Map<String, String> query) {
        return Answers.to(
                Parameters.optional(query, "object", ObjectRef::parse)
                        .then(object -> wanted(query, object))
                        .then(asked -> reads.list(caller, query, asked)),
                listed -> ContentAnswers.page(listed, ChangeJson::of));
    }

    private static Checked<ReadQuery.Entries> wanted(Map<String, String> query, Optional<ObjectRef> object) {
        return Parameters.optional(query, "to", Member::parse)
                .then(to -> Parameters.optional(query, "right", Right::new)
                        .then(right -> new Checked.Valid<>(new ReadQuery.Entries(object, to, right))));
    }

    @Operation(
            action = "entry.listed",
            on = "object",
            right = "share",
            object = "{id}",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision", "to", "right", "limit", "cursor"})
    @GetMapping(OF_ONE)
    ResponseEntity<Object> ofOne(Caller caller, @PathVariable String id, @RequestParam Map<String, String> query) {
        return Answers.to(
                ObjectsController.parsed(id)
                        .then(object -> wanted(query, Optional.of(object))
                                .then(asked -> reads.list(caller, query, asked))
                                .then(listed -> listed.view().placement(object).isPresent()
                                        ? new Checked.Valid<>(listed)
                                        : new Checked.Refused<>(Refusal.notFound("object")))),
                listed -> ContentAnswers.page(listed, ChangeJson::of));
    }

    @Operation(action = "entry.add", on = "object", by = Callers.AUTHENTICATED, parameters = "workspace")
    @PostMapping(path = OF_ONE, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> add(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Body body) {
        var call = new Writes.Call(caller, workspace, ifMatch);
        return Answers.to(
                ObjectsController.parsed(id)
                        .then(object -> body.object()
                                .then(json -> Members.read(json, members -> form(id, members)))
                                .then(form ->
                                        new Checked.Valid<>(form.orElseThrow().on(object)))),
                entry -> add(call, entry));
    }

    /** What a reading gave may come back with its object. */
    private static Optional<EntryForm> form(String id, Members members) {
        PathMember.check(members, "object", id);
        return EntryForm.read(members);
    }

    private ResponseEntity<Object> add(Writes.Call call, Entry entry) {
        return Answers.to(
                writes.make(
                        call,
                        new Change.EntryAdded(entry),
                        ObjectsController.named(entry.object()),
                        Optional.of(EXISTS)),
                written -> ContentAnswers.put(
                        ChangeJson.of(entry), Optional.empty(), new Writes.Written(written.done(), false)));
    }

    @Operation(
            action = "entry.remove",
            on = "object",
            by = Callers.AUTHENTICATED,
            parameters = {"workspace", "effect", "to", "rights", "expiresAt"})
    @DeleteMapping(OF_ONE)
    ResponseEntity<Object> remove(
            Caller caller,
            @PathVariable String id,
            @RequestParam Map<String, String> query,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var call = new Writes.Call(caller, query.get(Operation.WORKSPACE), ifMatch);
        return Answers.to(
                ObjectsController.parsed(id)
                        .then(object -> EntryQuery.read(query)
                                .then(form -> writes.make(
                                        call,
                                        new Change.EntryRemoved(form.on(object)),
                                        ObjectsController.named(object),
                                        Optional.of(MISSING)))),
                ContentAnswers::gone);
    }
}
