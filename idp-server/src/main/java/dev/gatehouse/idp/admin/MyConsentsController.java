package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.PageBody;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.Times;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.Consent;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.tokens.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/me/consents}: what the person has allowed to clients. */
@RestController
@RequestMapping("/api/v1/me/consents")
public final class MyConsentsController {

    private final Consents consents;
    private final GrantRevocation revocation;
    private final Clients clients;

    public MyConsentsController(Consents consents, GrantRevocation revocation, Clients clients) {
        this.consents = consents;
        this.revocation = revocation;
        this.clients = clients;
    }

    @Operation(action = "me.consents-listed", on = "consent", by = Callers.PERSON, personal = true)
    @GetMapping
    ResponseEntity<Object> list(Caller caller) {
        return Answers.of(new PageBody<>(
                consents.ofSubject(caller.subject()).stream().map(this::json).toList(), null));
    }

    @Operation(action = "me.consent-withdraw", on = "consent", by = Callers.PERSON, personal = true)
    @DeleteMapping("/{id}")
    ResponseEntity<Object> withdraw(Caller caller, @PathVariable String id) {
        boolean withdrawn = revocation.withdraw(caller.actor(), caller.workspace(), caller.subject(), id);
        return withdrawn ? Answers.done() : Answers.refused(Refusal.notFound("consent"));
    }

    private ObjectNode json(Consent consent) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", consent.client());
        json.put("client_id", consent.client());
        clients.find(consent.client())
                .ifPresent(known -> json.put("clientName", known.client().name()));
        json.put("scope", String.join(" ", consent.scopes()));
        ArrayNode resources = json.putArray("resources");
        for (Consent.ForResource one : consent.resources()) {
            resources.addObject().put("resource", one.resource()).put("scope", String.join(" ", one.scopes()));
        }
        json.put("givenAt", Times.text(consent.givenAt()));
        json.put("changedAt", Times.text(consent.changedAt()));
        return json;
    }
}
