package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.grants.AuthorizationCode;
import dev.gatehouse.idp.grants.AuthorizationCodes;
import dev.gatehouse.idp.grants.ConsentGiven;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.NewGrant;
import dev.gatehouse.idp.sessions.SignedInPerson;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Issues codes, and puts on record what was granted or denied at the authorization endpoint. */
final class CodeIssuer {

    private final AuthorizationCodes codes;
    private final AuditTrail trail;
    private final SecureRandom random;
    private final Clock clock;

    CodeIssuer(AuthorizationCodes codes, AuditTrail trail, SecureRandom random, Clock clock) {
        this.codes = codes;
        this.trail = trail;
        this.random = random;
        this.clock = clock;
    }

    /** A code for what the request asks and the person grants. */
    String issue(AuthorizationRequest request, SignedInPerson person) {
        Client client = request.client();
        Instant now = clock.instant();
        Grant grant = NewGrant.of(client, person, request.scopes(), request.resources(), request.claimsParameter())
                .at(now, random);
        var code = new AuthorizationCode(
                grant,
                request.redirectUriSent() ? request.replyTo().redirectUri() : null,
                request.codeChallenge(),
                request.nonce(),
                now.plus(AuthorizationCodes.USABLE),
                now.plus(AuthorizationCodes.REMEMBERED));
        ChangeEvent intent = new ChangeEvent(
                "authorization.granted",
                Outcome.INTENDED,
                Optional.empty(),
                new Target("client", client.id()),
                client.workspace(),
                Optional.of(person.getName()),
                List.of(),
                Map.of("scope", String.join(" ", request.scopes()), "grant", grant.id()));
        return trail.change(actor(person, client), intent, change -> {
            String issued = codes.issue(code, change);
            return new Effect<>(issued, intent.succeeded(List.of()));
        });
    }

    /** Remembers what the person agreed to. */
    void remember(Consents consents, AuthorizationRequest request, SignedInPerson person) {
        ConsentGiven.to(request.client(), person, request.agreedScopes(), request.resources(), consents, trail);
    }

    void recordRefusal(Optional<SignedInPerson> person, Client client, Refusal refusal) {
        trail.record(
                person.map(one -> actor(one, client)).orElse(Actor.unknown()),
                denied(client.id(), client.workspace(), refusal));
    }

    /** A request that names no client, or none that could be answered. */
    void recordUnanswerable(Refusal refusal) {
        trail.record(Actor.unknown(), denied("", "system", refusal));
    }

    static Actor actor(SignedInPerson person, Client client) {
        return Actor.user(person.getName(), client.id(), person.session().sid().value());
    }

    private static ChangeEvent denied(String client, String workspace, Refusal refusal) {
        return ChangeEvent.intent("authorization.denied", new Target("client", client), workspace)
                .refused(refusal.error());
    }
}
