package dev.gatehouse.idp.oauth;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.AccountStanding;
import dev.gatehouse.idp.audit.TokenEvent;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.Grant;
import dev.gatehouse.idp.grants.RefreshTokens;
import dev.gatehouse.idp.oauth.ResourceIndicators.Requested;
import dev.gatehouse.idp.oauth.TokenGrant.Decision;
import dev.gatehouse.idp.oauth.userinfo.ReleasedClaims;
import dev.gatehouse.idp.oauth.userinfo.StandardClaims;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.tokens.GrantedAccess;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.SignIn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a grant of a person yields, the same for every grant type: it is asked whether the grant still stands, then
 * tokens follow from it.
 */
public final class GrantedTokens {

    private final AccountDirectory accounts;
    private final Consents consents;
    private final RefreshTokens refreshTokens;
    private final RevocationState revocations;
    private final ResourceIndicators resources;
    private final EffectiveRoles roles;
    private final Clock clock;

    public GrantedTokens(
            AccountDirectory accounts,
            Consents consents,
            RefreshTokens refreshTokens,
            RevocationState revocations,
            ResourceIndicators resources,
            EffectiveRoles roles,
            Clock clock) {
        this.accounts = accounts;
        this.consents = consents;
        this.refreshTokens = refreshTokens;
        this.revocations = revocations;
        this.resources = resources;
        this.roles = roles;
        this.clock = clock;
    }

    /** How much of a grant an access token is to carry. */
    record Extent(List<String> scopes, List<String> resources) {}

    /**
     * The person of a grant.
     *
     * @param roles in the workspace of the grant, as of now
     */
    record Holder(Account account, List<String> roles) {
        Holder {
            roles = List.copyOf(roles);
        }
    }

    /** Whether tokens may follow from a grant. */
    sealed interface Standing {

        /** The grant stands, and this is the person. */
        record Stands(Holder holder) implements Standing {}

        record Fallen(ProtocolError error) implements Standing {}
    }

    /**
     * Whether the grant still stands: the person and the client are as they were, the session lives where the grant
     * hangs on it, the consent was not taken back.
     */
    Standing standing(AuthenticatedClient authenticated, Grant grant) {
        Client client = authenticated.client();
        if (!grant.client().equals(client.id())) {
            return fallen("of-another-client");
        }
        if (client.generation() > grant.clientGeneration()) {
            return fallen("client-generation");
        }
        if (!consented(authenticated, grant)) {
            return fallen("consent-withdrawn");
        }
        String session = grant.offline() ? null : grant.session();
        return switch (revocations.checkGrant(grant.id(), session, grant.subject(), grant.subjectGeneration())) {
            case UNKNOWN -> new Standing.Fallen(ProtocolError.temporarilyUnavailable("revocation-view-too-old"));
            case REVOKED -> fallen("revoked");
            case LIVE -> standing(grant);
        };
    }

    /** What the access token of a request will be for (RFC 8707). */
    Requested resources(AuthenticatedClient client, Grant grant, List<String> scopes, FormParameters parameters) {
        return resources.ofGrant(client.client(), scopes, grant.audience(), parameters.resources());
    }

    /** Whether the person's consent stands, where the client needs one. */
    boolean consented(AuthenticatedClient authenticated, Grant grant) {
        Client client = authenticated.client();
        return client.kind() == ClientKind.BUILT_IN
                || !(client.consentRequired() || grant.offline())
                || consents.covers(grant.subject(), grant.client(), grant.scopes(), grant.audience());
    }

    /**
     * What the token endpoint gives for the grant.
     *
     * @param extent of the access token
     * @param nonce what the ID token echoes
     */
    Decision tokens(
            AuthenticatedClient client,
            Grant grant,
            Holder holder,
            Extent extent,
            @Nullable String nonce,
            TokenEvent.Kind kind,
            ChangeId change) {
        var signIn = new SignIn(
                grant.subjectGeneration(),
                grant.authenticatedAt(),
                grant.acr(),
                grant.amr(),
                grant.offline() ? null : grant.session());
        var access = new GrantedAccess(
                client.known(),
                grant.subject(),
                extent.scopes(),
                extent.resources(),
                grant.workspace(),
                holder.roles(),
                signIn,
                grant.id());
        var identity = extent.scopes().contains("openid")
                ? new PersonTokens.Identity(
                        grant.session(), nonce, identityClaims(client.client(), grant, holder.account()))
                : null;
        return new Decision.Granted(
                access, Optional.of(new PersonTokens(refreshToken(client.client(), grant, change), identity, kind)));
    }

    private static Map<String, Object> identityClaims(Client client, Grant grant, Account account) {
        return StandardClaims.of(account, ReleasedClaims.ofIdToken(client, grant.claims()));
    }

    private Standing standing(Grant grant) {
        return switch (accounts.standing(new AccountId(grant.subject()))) {
            case AccountStanding.Gone() -> fallen("account-gone");
            case AccountStanding.Suspended(Account account) -> fallen("account-suspended");
            case AccountStanding.Good(Account account)
            when account.generation() > grant.subjectGeneration() -> fallen("subject-generation");
            case AccountStanding.Good(Account account) -> standing(grant, account);
        };
    }

    private Standing standing(Grant grant, Account account) {
        return switch (roles.of(grant.workspace(), Subject.user(grant.subject()))) {
            case EffectiveRoles.Roles.Known(List<String> names) -> new Standing.Stands(new Holder(account, names));
            case EffectiveRoles.Roles.NotReached() ->
                new Standing.Fallen(ProtocolError.temporarilyUnavailable("access-model-not-read"));
        };
    }

    /** Each lives as long as the client's are set to, and never longer than the grant. */
    private @Nullable String refreshToken(Client client, Grant grant, ChangeId change) {
        if (!client.allowsGrant(GrantType.REFRESH_TOKEN)) {
            return null;
        }
        Instant idleEnd = clock.instant().plus(client.refreshTokenLifetime());
        Instant end = idleEnd.isBefore(grant.expiresAt()) ? idleEnd : grant.expiresAt();
        return refreshTokens.issue(grant.grantId(), end, change);
    }

    /** "The provided authorization grant [...] is invalid, expired, revoked" (RFC 6749 section 5.2). */
    private static Standing fallen(String detail) {
        return new Standing.Fallen(ProtocolError.invalidGrant("the grant does not stand any more", detail));
    }
}
