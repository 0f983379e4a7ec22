package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.Outcome;
import dev.gatehouse.idp.audit.Target;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.tokens.RevocationState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ends grants before their time: nothing is refreshed from them any more, and every token issued from them is dead at
 * once.
 */
public final class GrantRevocation {

    private final Grants grants;
    private final Consents consents;
    private final RevocationState revocations;
    private final AuditTrail trail;

    /** Why a grant was ended. */
    public enum Reason {
        CODE_REUSED("code-reused"),
        REFRESH_TOKEN_REUSED("refresh-token-reused"),
        REVOKED_BY_CLIENT("revoked-by-client"),
        CONSENT_WITHDRAWN("consent-withdrawn"),
        ACCOUNT_DELETED("account-deleted");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The reason in the trail. */
        public String code() {
            return code;
        }
    }

    public GrantRevocation(Grants grants, Consents consents, RevocationState revocations, AuditTrail trail) {
        this.grants = grants;
        this.consents = consents;
        this.revocations = revocations;
        this.trail = trail;
    }

    /** Ends one grant; it is on record why. */
    public void end(Actor actor, Grant grant, Reason reason) {
        ChangeEvent intent = new ChangeEvent(
                "grant.ended",
                Outcome.INTENDED,
                Optional.of(reason.code()),
                new Target("grant", grant.id()),
                grant.workspace(),
                Optional.of(grant.subject()),
                List.of(),
                Map.of("client", grant.client(), "reason", reason.code()));
        trail.change(actor, intent, change -> {
            end(grant, change);
            return new Effect<>(grant.grantId(), intent.succeeded(List.of()));
        });
    }

    /** Ends what a session granted, save what was granted to outlive it; part of the change that ends the session. */
    public void endOfSession(String session, ChangeId change) {
        // The session's own tokens are dead by its id; this keeps its grants from being refreshed.
        grants.ofSession(session).stream()
                .filter(grant -> !grant.offline())
                .forEach(grant -> grants.end(grant.grantId(), change));
    }

    /** Takes back what a person allowed a client; false when there was nothing to take back. */
    public boolean withdraw(Actor actor, String workspace, String subject, String client) {
        boolean given = consents.find(subject, client).isPresent();
        List<Grant> before = grants.ofSubjectAndClient(subject, client);
        if (!given && before.isEmpty()) {
            return false;
        }
        ChangeEvent intent = new ChangeEvent(
                "consent.withdrawn",
                Outcome.INTENDED,
                Optional.empty(),
                new Target("client", client),
                workspace,
                Optional.of(subject),
                List.of(),
                Map.of());
        return trail.change(actor, intent, change -> {
            // The consent first: whoever opens a grant asks for it afterwards, so that none slips through.
            consents.delete(subject, client);
            grants.ofSubjectAndClient(subject, client).forEach(grant -> end(grant, change));
            return new Effect<>(true, intent.succeeded(List.of()));
        });
    }

    private void end(Grant grant, ChangeId change) {
        revocations.endGrant(grant.id(), change);
        grants.end(grant.grantId(), change);
    }
}
