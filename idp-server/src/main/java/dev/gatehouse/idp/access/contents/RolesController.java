package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.acl.engine.ReadQuery.Through;
import dev.gatehouse.idp.api.AccessPolicy;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.EntityTag;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PathId;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/roles}: the roles of a workspace. */
@RestController
@RequestMapping(RolesController.PATH)
public final class RolesController {

    static final String PATH = "/api/v1/roles";

    private static final int LONGEST = 1_024;
    private static final Refusal EXISTS = Refusal.conflict("role-exists", "There is a role of this id already.");

    private final Reads reads;
    private final Writes writes;
    private final AccessPolicy policy;

    public RolesController(Reads reads, Writes writes, AccessPolicy policy) {
        this.reads = reads;
        this.writes = writes;
        this.policy = policy;
    }

    /** The version of a role is the record that created it: another role of the same id has another. */
    static Thing named(RoleId role) {
        return Thing.needed("role", view -> tag(view, role));
    }

    private static Optional<String> tag(AccessView view, RoleId role) {
        return view.roleCreated(role).stream().mapToObj(EntityTag::of).findFirst();
    }

    /** An id that no role can have is that of a role that is not there. */
    static Checked<RoleId> parsed(String id) {
        return Parameters.parsed(id, RoleId::new, Refusal.notFound("role"));
    }

    @Operation(
            action = "role.listed",
            on = "role",
            right = "read",
            object = "roles:all",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision", "member", "through", "limit", "cursor"})
    @GetMapping
    ResponseEntity<Object> list(Caller caller, @RequestParam Map<String, String> query) {
        if (!query.containsKey("member")) {
            return query.containsKey("through")
                    ? Answers.refused(Refusal.parameter("through", "is for the roles of a member"))
                    : Answers.to(
                            reads.list(caller, query, new ReadQuery.Roles()),
                            listed -> ContentAnswers.page(listed, ContentJson::of));
        }
        return Answers.to(
                rolesOf(caller, query).then(asked -> reads.list(caller, query, asked)),
                listed -> ContentAnswers.page(listed, ContentJson::of));
    }

    /** What somebody is in tells of roles that the caller may not read one by one, and of those of {@code system}. */
    private Checked<ReadQuery.RolesOf> rolesOf(Caller caller, Map<String, String> query) {
        Optional<Refusal> notAboutOthers =
                policy.refusalIn(query.get(Operation.WORKSPACE), caller, "read", "access:decisions");
        return notAboutOthers.isPresent()
                ? new Checked.Refused<>(notAboutOthers.get())
                : Parameters.required(query, "member", Member::parse)
                        .then(member -> through(query.get("through"))
                                .then(through -> new Checked.Valid<>(new ReadQuery.RolesOf(member, through))));
    }

    private static Checked<Through> through(@Nullable String word) {
        return switch (word) {
            case null -> new Checked.Valid<>(Through.MEMBERSHIP);
            case "membership" -> new Checked.Valid<>(Through.MEMBERSHIP);
            case "roles" -> new Checked.Valid<>(Through.ROLES);
            default -> new Checked.Refused<>(Refusal.parameter("through", "is neither membership nor roles"));
        };
    }

    @Operation(action = "role.create", on = "role", by = Callers.AUTHENTICATED, parameters = "workspace")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> create(
            Caller caller, @RequestParam(required = false) @Nullable String workspace, Body body) {
        return Answers.to(
                body.object()
                        .then(json -> Members.read(json, members -> members.required("role", LONGEST, RoleId::new))),
                role -> create(new Writes.Call(caller, workspace, null), role.orElseThrow()));
    }

    private ResponseEntity<Object> create(Writes.Call call, RoleId role) {
        var thing = Thing.created("role", view -> tag(view, role));
        return Answers.to(
                writes.make(call, new Change.RoleCreated(role), thing, Optional.of(EXISTS)),
                written -> ContentAnswers.created(
                        location(role, call.workspace()),
                        ContentJson.of(role),
                        EntityTag.of(written.done().revision().workspace()),
                        written.done().revision()));
    }

    private static URI location(RoleId role, @Nullable String workspace) {
        String path = PATH + "/" + PathId.write(role.value());
        return URI.create(
                workspace == null
                        ? path
                        : path + "?" + Operation.WORKSPACE + "="
                                + URLEncoder.encode(workspace, StandardCharsets.UTF_8));
    }

    @Operation(
            action = "role.read",
            on = "role",
            right = "read",
            object = "role:{id}",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision"})
    @GetMapping("/{id}")
    ResponseEntity<Object> read(Caller caller, @PathVariable String id, @RequestParam Map<String, String> query) {
        return Answers.to(
                parsed(id)
                        .then(role -> reads.view(caller, query)
                                .then(view -> tag(view, role)
                                        .map(tag -> ContentAnswers.shown(ContentJson.of(role), tag, view.revision()))
                                        .<Checked<ResponseEntity<Object>>>map(Checked.Valid::new)
                                        .orElseGet(() -> new Checked.Refused<>(Refusal.notFound("role"))))),
                answer -> answer);
    }

    @Operation(action = "role.delete", on = "role", by = Callers.AUTHENTICATED, parameters = "workspace")
    @DeleteMapping("/{id}")
    ResponseEntity<Object> delete(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return Answers.to(
                parsed(id)
                        .then(role -> writes.make(
                                new Writes.Call(caller, workspace, ifMatch),
                                new Change.RoleDeleted(role),
                                named(role),
                                Optional.empty())),
                ContentAnswers::gone);
    }
}
