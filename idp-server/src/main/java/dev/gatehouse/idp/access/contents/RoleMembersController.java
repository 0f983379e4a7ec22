package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/roles/{id}/members}: who is in a role directly. */
@RestController
@RequestMapping(RolesController.PATH + "/{id}/members")
public final class RoleMembersController {

    private final Reads reads;
    private final Writes writes;

    public RoleMembersController(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    @Operation(
            action = "role-member.listed",
            on = "role",
            right = "read",
            object = "role:{id}",
            inNamedWorkspace = true,
            parameters = {"workspace", "revision", "limit", "cursor"})
    @GetMapping
    ResponseEntity<Object> list(Caller caller, @PathVariable String id, @RequestParam Map<String, String> query) {
        return Answers.to(
                RolesController.parsed(id)
                        .then(role -> reads.list(caller, query, new ReadQuery.Members(role))
                                .then(listed -> listed.view().roleCreated(role).isPresent()
                                        ? new Checked.Valid<>(listed)
                                        : new Checked.Refused<>(Refusal.notFound("role")))),
                listed -> ContentAnswers.page(listed, ContentJson::of));
    }

    @Operation(action = "role-member.add", on = "role", by = Callers.AUTHENTICATED, parameters = "workspace")
    @PutMapping("/{member}")
    ResponseEntity<Object> add(
            Caller caller,
            @PathVariable String id,
            @PathVariable String member,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var call = new Writes.Call(caller, workspace, ifMatch);
        return Answers.to(
                membership(id, member)
                        .then(named -> writes.make(
                                        call,
                                        new Change.MemberAdded(named.role(), named.member()),
                                        RolesController.named(named.role()),
                                        Optional.empty())
                                .then(written -> new Checked.Valid<>(ContentAnswers.put(
                                        ContentJson.of(named.member()),
                                        Optional.empty(),
                                        new Writes.Written(
                                                written.done(), !written.done().changed()))))),
                answer -> answer);
    }

    @Operation(action = "role-member.remove", on = "role", by = Callers.AUTHENTICATED, parameters = "workspace")
    @DeleteMapping("/{member}")
    ResponseEntity<Object> remove(
            Caller caller,
            @PathVariable String id,
            @PathVariable String member,
            @RequestParam(required = false) @Nullable String workspace,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        var call = new Writes.Call(caller, workspace, ifMatch);
        return Answers.to(
                membership(id, member)
                        .then(named -> writes.make(
                                call,
                                new Change.MemberRemoved(named.role(), named.member()),
                                RolesController.named(named.role()),
                                Optional.of(Refusal.notFound("member")))),
                ContentAnswers::gone);
    }

    /** A member of a role, as a path names it. */
    private record Membership(RoleId role, Member member) {}

    private static Checked<Membership> membership(String id, String member) {
        var malformed = new Refusal(
                400,
                "malformed-member",
                "A member is written user:…, service:…, guest, everyone, role:… or role:system/….");
        return RolesController.parsed(id)
                .then(role -> Parameters.parsed(member, Member::parse, malformed)
                        .then(who -> new Checked.Valid<>(new Membership(role, who))));
    }
}
