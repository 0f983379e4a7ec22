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

    public static void to(
            Client client, SignedInPerson person, List<String> scopes, Consents consents, AuditTrail trail) {
        ChangeEvent intent = new ChangeEvent(
                "consent.given",
                Outcome.INTENDED,
                Optional.empty(),
                new Target("client", client.id()),
                client.workspace(),
                Optional.of(person.getName()),
                List.of(),
                Map.of("scope", String.join(" ", scopes)));
        Actor actor =
                Actor.user(person.getName(), client.id(), person.session().sid().value());
        trail.change(actor, intent, change -> {
            consents.give(client.workspace(), person.getName(), client.id(), scopes, change);
            return new Effect<>(client.clientId(), intent.succeeded(List.of()));
        });
    }
}
