package dev.gatehouse.idp.oauth.device;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.KnownClient;
import dev.gatehouse.idp.grants.ConsentGiven;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.DeviceAuthorization;
import dev.gatehouse.idp.grants.DeviceCodes;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.NewGrant;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.storage.ChangeId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a person decides about a device, on record. */
public final class DeviceDecisions {

    private final DeviceCodes devices;
    private final Clients clients;
    private final Consents consents;
    private final AuditTrail trail;
    private final SecureRandom random;
    private final Clock clock;

    public DeviceDecisions(
            DeviceCodes devices,
            Clients clients,
            Consents consents,
            AuditTrail trail,
            SecureRandom random,
            Clock clock) {
        this.devices = devices;
        this.clients = clients;
        this.consents = consents;
        this.trail = trail;
        this.random = random;
        this.clock = clock;
    }

    /** A device that waits, and the client that runs on it. */
    record Waiting(DeviceAuthorization device, Client client) {}

    Optional<Waiting> waiting(String userCode) {
        return devices.waiting(userCode)
                .flatMap(device -> clients.find(device.client())
                        .map(KnownClient::client)
                        .filter(Client::active)
                        .map(client -> new Waiting(device, client)));
    }

    /** Lets the device in; false when it no longer waits. */
    boolean approve(String userCode, Waiting waiting, SignedInPerson person) {
        Client client = waiting.client();
        DeviceAuthorization device = waiting.device();
        if (client.kind() != ClientKind.BUILT_IN) {
            ConsentGiven.to(client, person, device.scopes(), device.audience(), consents, trail);
        }
        Grant grant = NewGrant.of(client, person, device.scopes(), device.audience(), null)
                .at(clock.instant(), random);
        return decide("device.approved", waiting, person, change -> devices.approve(userCode, grant, change));
    }

    /** Turns the device away; false when it no longer waits. */
    boolean deny(String userCode, Waiting waiting, SignedInPerson person) {
        return decide("device.denied", waiting, person, change -> devices.deny(userCode, change));
    }

    private boolean decide(String action, Waiting waiting, SignedInPerson person, Predicate<ChangeId> act) {
        Client client = waiting.client();
        ChangeEvent intent = new ChangeEvent(
                action,
                Outcome.INTENDED,
                Optional.empty(),
                new Target("client", client.id()),
                client.workspace(),
                Optional.of(person.getName()),
                List.of(),
                Map.of("scope", String.join(" ", waiting.device().scopes())));
        Actor actor =
                Actor.user(person.getName(), client.id(), person.session().sid().value());
        return trail.change(actor, intent, change -> {
            boolean decided = act.test(change);
            return new Effect<>(decided, decided ? intent.succeeded(List.of()) : intent.refused("device-not-waiting"));
        });
    }
}
