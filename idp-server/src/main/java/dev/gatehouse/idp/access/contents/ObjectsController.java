package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Placement;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.EntityTag;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/objects}: where objects stand. */
@RestController
@RequestMapping(ObjectsController.PATH)
public final class ObjectsController {

    static final String PATH = "/api/v1/objects";

    private static final int LONGEST = 1_024;

    private final Reads reads;
    private final Writes writes;
    private final Clock clock;

    public ObjectsController(Reads reads, Writes writes, Clock clock) {
        this.reads = reads;
        this.writes = writes;
        this.clock = clock;
    }

    static Thing named(ObjectRef object) {
        return Thing.needed("object", view -> view.placement(object).map(ObjectsController::tag));
    }

    private static String tag(Placement placement) {
        return EntityTag.of(ContentJson.of(placement));
    }

    /** An id that no object can have is that of an object that is not there. */
    static Checked<ObjectRef> parsed(String id) {
        return Parameters.parsed(id, ObjectRef::parse, Refusal.notFound("object"));
    }

    private Checked<AccessView> viewOf(Caller caller, Map<String, String> query, ObjectRef object) {
        return reads.view(caller, query)
                .then(view -> view.placement(object).isPresent()
                        ? new Checked.Valid<>(view)
                        : new Checked.Refused<>(Refusal.notFound("object")));
    }

    @Operation(
            action = "object.listed",
            on = "object",
            right = "read",
            object = "access:decisions",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision", "type", "parent", "limit", "cursor"})
    @GetMapping
    ResponseEntity<Object> list(Caller caller, @RequestParam Map<String, String> query) {
        return Answers.to(
                wanted(query).then(asked -> reads.list(caller, query, asked)),
                listed -> ContentAnswers.page(
                        listed,
                        object -> ContentJson.of(listed.view().placement(object).orElseThrow())));
    }

    private static Checked<ReadQuery<ObjectRef>> wanted(Map<String, String> query) {
        if (query.containsKey("type") == query.containsKey("parent")) {
            return new Checked.Refused<>(
                    Refusal.parameter("type", "or the parameter parent is required, and not both"));
        }
        return query.containsKey("type")
                ? Parameters.required(query, "type", TypeName::new)
                        .then(type -> new Checked.Valid<>(new ReadQuery.ObjectsOf(type)))
                : Parameters.required(query, "parent", ObjectRef::parse)
                        .then(parent -> new Checked.Valid<>(new ReadQuery.Children(parent)));
    }

    @Operation(
            action = "object.read",
            on = "object",
            right = "read",
            object = "{id}",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision"})
    @GetMapping("/{id}")
    ResponseEntity<Object> read(Caller caller, @PathVariable String id, @RequestParam Map<String, String> query) {
        return Answers.to(
                parsed(id)
                        .then(object -> viewOf(caller, query, object).then(view -> {
                            Placement placement = view.placement(object).orElseThrow();
                            return new Checked.Valid<>(
                                    ContentAnswers.shown(ContentJson.of(placement), tag(placement), view.revision()));
                        })),
                answer -> answer);
    }

    @Operation(
            action = "object.parents-read",
            on = "object",
            right = "read",
            object = "{id}",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision"})
    @GetMapping("/{id}/parents")
    ResponseEntity<Object> parents(Caller caller, @PathVariable String id, @RequestParam Map<String, String> query) {
        return Answers.to(
                parsed(id)
                        .then(object -> viewOf(caller, query, object)
                                .then(view -> new Checked.Valid<>(
                                        ContentAnswers.whole(parents(caller, view, object), view.revision())))),
                answer -> answer);
    }

    /**
     * The places of all above an object, the nearest first, as far as reading them one after the other would lead. Where that
     * is not to the end, the last one has a parent.
     */
    private List<Placement> parents(Caller caller, AccessView view, ObjectRef object) {
        List<Placement> parents = new ArrayList<>();
        ObjectRef above = view.placement(object).map(Placement::parent).orElse(null);
        while (above != null && mayRead(caller, view, above)) {
            Placement place = view.placement(above).orElseThrow();
            parents.add(place);
            above = place.parent();
        }
        return parents;
    }

    private boolean mayRead(Caller caller, AccessView view, ObjectRef object) {
        return view.check(CallerSubject.of(caller), Right.READ, object, clock.instant()) instanceof Decision.Allowed;
    }

    @Operation(action = "object.put", on = "object", by = Callers.AUTHENTICATED, parameters = "workspace")
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> put(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
            Body body) {
        var call = new Writes.Call(caller, workspace, ifMatch, ifNoneMatch);
        return Answers.to(
                body.object().then(json -> Members.read(json, members -> form(id, members))),
                put -> put(call, put.orElseThrow()));
    }

    /** What a reading gave may come back with its name, and with {@code implied}, which decides nothing. */
    private static Optional<Change.ObjectPut> form(String id, Members members) {
        PathMember.check(members, "object", id);
        members.flag("implied");
        Optional<ObjectRef> object = members.parsed("object", () -> ObjectRef.parse(id));
        Optional<ObjectRef> parent =
                members.has("parent") ? members.required("parent", LONGEST, ObjectRef::parse) : Optional.empty();
        boolean inherit = members.flag("inherit").orElse(true);
        return object.map(named -> new Change.ObjectPut(named, parent.orElse(null), inherit));
    }

    private ResponseEntity<Object> put(Writes.Call call, Change.ObjectPut put) {
        var thing = Thing.created("object", view -> view.placement(put.object()).map(ObjectsController::tag));
        var placement = new Placement(put.object(), put.parent(), put.inherit(), false);
        return Answers.to(
                writes.make(call, put, thing, Optional.empty()),
                written -> ContentAnswers.put(ContentJson.of(placement), Optional.of(tag(placement)), written));
    }

    @Operation(action = "object.delete", on = "object", by = Callers.AUTHENTICATED, parameters = "workspace")
    @DeleteMapping("/{id}")
    ResponseEntity<Object> delete(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return Answers.to(
                parsed(id)
                        .then(object -> writes.make(
                                new Writes.Call(caller, workspace, ifMatch),
                                new Change.ObjectDeleted(object),
                                named(object),
                                Optional.empty())),
                ContentAnswers::gone);
    }
}
