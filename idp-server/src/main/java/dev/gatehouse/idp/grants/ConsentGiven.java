package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.sessions.SignedInPerson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A person allows a client something, on record. */
public final class ConsentGiven {

    private ConsentGiven() {}

    /**
     * Puts it on record and remembers it.
     *
     * @param resources the resources that the person was shown; empty where the client's registration decides
     */
    public static void to(
            Client client,
            SignedInPerson person,
            List<String> scopes,
            List<String> resources,
            Consents consents,
            AuditTrail trail) {
        ChangeEvent intent = new ChangeEvent(
                "consent.given",
                Outcome.INTENDED,
                Optional.empty(),
                new Target("client", client.id()),
                client.workspace(),
                Optional.of(person.getName()),
                List.of(),
                facts(scopes, resources));
        Actor actor =
                Actor.user(person.getName(), client.id(), person.session().sid().value());
        trail.change(actor, intent, change -> {
            consents.give(client.workspace(), person.getName(), client.id(), scopes, resources, change);
            return new Effect<>(client.clientId(), intent.succeeded(List.of()));
        });
    }

    private static Map<String, String> facts(List<String> scopes, List<String> resources) {
        String scope = String.join(" ", scopes);
        return resources.isEmpty()
                ? Map.of("scope", scope)
                : Map.of("scope", scope, "resource", String.join(" ", resources));
    }
}
