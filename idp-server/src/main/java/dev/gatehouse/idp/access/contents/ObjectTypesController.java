package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.idp.access.changes.ObjectTypeForm;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.EntityTag;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/object-types}: what objects can be asked for, and below what they may stand. */
@RestController
@RequestMapping("/api/v1/object-types")
public final class ObjectTypesController {

    private static final String READABLE = "access:decisions";

    private final Reads reads;
    private final Writes writes;

    public ObjectTypesController(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    private static String tag(ObjectType type) {
        return EntityTag.of(ContentJson.of(type));
    }

    @Operation(
            action = "object-type.listed",
            on = "object-type",
            right = "read",
            object = READABLE,
            inNamedWorkspace = true,
            parameters = {"workspace", "revision", "limit", "cursor"})
    @GetMapping
    ResponseEntity<Object> list(Caller caller, @RequestParam Map<String, String> query) {
        return Answers.to(
                reads.list(caller, query, new ReadQuery.ObjectTypes()),
                listed -> ContentAnswers.page(listed, ContentJson::of));
    }

    @Operation(
            action = "object-type.read",
            on = "object-type",
            right = "read",
            object = READABLE,
            inNamedWorkspace = true,
            parameters = {"workspace", "revision"})
    @GetMapping("/{id}")
    ResponseEntity<Object> read(Caller caller, @PathVariable String id, @RequestParam Map<String, String> query) {
        Refusal missing = Refusal.notFound("object type");
        return Answers.to(
                Parameters.parsed(id, TypeName::new, missing)
                        .then(name -> reads.view(caller, query)
                                .then(view -> view.type(name)
                                        .map(type ->
                                                ContentAnswers.shown(ContentJson.of(type), tag(type), view.revision()))
                                        .<Checked<ResponseEntity<Object>>>map(Checked.Valid::new)
                                        .orElseGet(() -> new Checked.Refused<>(missing)))),
                answer -> answer);
    }

    @Operation(action = "object-type.define", on = "object-type", by = Callers.AUTHENTICATED, parameters = "workspace")
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> define(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Body body) {
        var call = new Writes.Call(caller, workspace, ifMatch, ifNoneMatch);
        return Answers.to(
                body.object().then(json -> Members.read(json, members -> form(id, members))),
                type -> define(call, type.orElseThrow()));
    }

    /** What a reading gave may come back with its name. */
    private static Optional<ObjectType> form(String name, Members members) {
        PathMember.check(members, "type", name);
        if (name.isEmpty()) {
            members.violation("type", "malformed", "is empty");
        }
        return ObjectTypeForm.read(name, members);
    }

    private ResponseEntity<Object> define(Writes.Call call, ObjectType type) {
        var thing = Thing.created("object type", view -> view.type(type.name()).map(ObjectTypesController::tag));
        return Answers.to(
                writes.make(call, new Change.ObjectTypeDefined(type), thing, Optional.empty()),
                written -> ContentAnswers.put(ContentJson.of(type), Optional.of(tag(type)), written));
    }
}
