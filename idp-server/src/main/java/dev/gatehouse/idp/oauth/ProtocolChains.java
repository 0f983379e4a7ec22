package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.access.OwnDoors;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.clients.ClientSecrets;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.FetchedKeys;
import dev.gatehouse.idp.grants.DeviceCodes;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.grants.PushedRequests;
import dev.gatehouse.idp.grants.RefreshTokens;
import dev.gatehouse.idp.oauth.authorize.AuthorizationEndpoint;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenMint;
import dev.gatehouse.idp.tokens.TokenVerifier;
import jakarta.servlet.Filter;
import java.time.Clock;
import java.util.Collection;
import org.springframework.security.oauth2.server.authorization.web.OAuth2ClientAuthenticationFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2DeviceAuthorizationEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2PushedAuthorizationRequestEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenIntrospectionEndpointFilter;
import org.springframework.security.oauth2.server.authorization.web.OAuth2TokenRevocationEndpointFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * The endpoints that programs call with a form: for each a chain of three filters and nothing else, that is the strict
 * reading of the request (ours), the authentication of the client and the endpoint (Spring's, with our decisions).
 */
public final class ProtocolChains {

    private final AuditTrail trail;
    private final RefusalAggregation anonymousRefusals;
    private final ClientAuthenticator authenticator;

    public ProtocolChains(
            String issuer,
            Clients clients,
            ClientSecrets secrets,
            FetchedKeys fetchedKeys,
            DocumentStore store,
            AuditTrail trail,
            RefusalAggregation anonymousRefusals,
            Clock clock) {
        this.trail = trail;
        this.anonymousRefusals = anonymousRefusals;
        ClientAssertions assertions = new ClientAssertions(issuer, new UsedAssertions(store), fetchedKeys, clock);
        this.authenticator = new ClientAuthenticator(clients, secrets, assertions, clock);
    }

    /** For APIs that take a client's secret with the call. */
    public BasicClientFilter basicClients() {
        return new BasicClientFilter(authenticator);
    }

    /** {@code /oauth2/token} (RFC 6749 section 3.2). */
    public SecurityFilterChain token(Collection<TokenGrant> grants, TokenMint mint) {
        var filter = new OAuth2TokenEndpointFilter(new TokenIssuer(mint), ProtocolEndpoint.TOKEN.path());
        filter.setAuthenticationDetailsSource(request -> "");
        filter.setAuthenticationConverter(new TokenRequestConverter(grants));
        filter.setAuthenticationSuccessHandler(new TokenAnswer(trail));
        filter.setAuthenticationFailureHandler(refusals(ProtocolEndpoint.TOKEN));
        return chain(ProtocolEndpoint.TOKEN, filter);
    }

    /** {@code /oauth2/introspect} (RFC 7662 section 2). */
    public SecurityFilterChain introspection(
            TokenVerifier verifier, RevocationState revocations, OwnDoors doors, EffectiveRoles roles) {
        var filter = new OAuth2TokenIntrospectionEndpointFilter(
                new Introspection(verifier, revocations, doors, roles), ProtocolEndpoint.INTROSPECTION.path());
        filter.setAuthenticationConverter(TokenQuery.converter());
        filter.setAuthenticationSuccessHandler(new IntrospectionAnswer(trail));
        filter.setAuthenticationFailureHandler(refusals(ProtocolEndpoint.INTROSPECTION));
        return chain(ProtocolEndpoint.INTROSPECTION, filter);
    }

    /** {@code /oauth2/revoke} (RFC 7009 section 2). */
    public SecurityFilterChain revocation(
            TokenVerifier verifier,
            RevocationState revocations,
            RefreshTokens refreshTokens,
            Grants grants,
            GrantRevocation grantRevocation) {
        var filter = new OAuth2TokenRevocationEndpointFilter(
                new TokenRevocation(verifier, revocations, refreshTokens, grants, grantRevocation, trail),
                ProtocolEndpoint.REVOCATION.path());
        filter.setAuthenticationDetailsSource(request -> "");
        filter.setAuthenticationConverter(TokenQuery.converter());
        filter.setAuthenticationSuccessHandler((request, response, done) -> response.setStatus(200));
        filter.setAuthenticationFailureHandler(refusals(ProtocolEndpoint.REVOCATION));
        return chain(ProtocolEndpoint.REVOCATION, filter);
    }

    /** {@code /oauth2/par} (RFC 9126 section 2). */
    public SecurityFilterChain pushedAuthorization(AuthorizationEndpoint authorization, PushedRequests requests) {
        var filter = new OAuth2PushedAuthorizationRequestEndpointFilter(
                new PushedAuthorization(authorization, requests, trail), ProtocolEndpoint.PUSHED_AUTHORIZATION.path());
        filter.setAuthenticationDetailsSource(request -> "");
        filter.setAuthenticationConverter(ClientCall::read);
        filter.setAuthenticationSuccessHandler(ClientCall.answer(201));
        filter.setAuthenticationFailureHandler(refusals(ProtocolEndpoint.PUSHED_AUTHORIZATION));
        return chain(ProtocolEndpoint.PUSHED_AUTHORIZATION, filter);
    }

    /** {@code /oauth2/device_authorization} (RFC 8628 section 3.1). */
    public SecurityFilterChain deviceAuthorization(String issuer, DeviceCodes devices) {
        var filter = new OAuth2DeviceAuthorizationEndpointFilter(
                new StartedDevices(issuer, devices, trail), ProtocolEndpoint.DEVICE_AUTHORIZATION.path());
        filter.setAuthenticationDetailsSource(request -> "");
        filter.setAuthenticationConverter(ClientCall::read);
        filter.setAuthenticationSuccessHandler(ClientCall.answer(200));
        filter.setAuthenticationFailureHandler(refusals(ProtocolEndpoint.DEVICE_AUTHORIZATION));
        return chain(ProtocolEndpoint.DEVICE_AUTHORIZATION, filter);
    }

    private SecurityFilterChain chain(ProtocolEndpoint endpoint, Filter filter) {
        ProtocolRefusals refusals = refusals(endpoint);
        var authentication = new OAuth2ClientAuthenticationFilter(authenticator, AnyRequestMatcher.INSTANCE);
        authentication.setAuthenticationConverter(new ClientAuthenticationConverter());
        authentication.setAuthenticationSuccessHandler(
                (request, response, client) -> ((AuthenticatedClient) client).attachTo(request));
        authentication.setAuthenticationFailureHandler(refusals);
        return new DefaultSecurityFilterChain(
                new ExactPath(endpoint.path()), new ProtocolRequestFilter(refusals), authentication, filter);
    }

    private ProtocolRefusals refusals(ProtocolEndpoint endpoint) {
        return new ProtocolRefusals(endpoint, trail, anonymousRefusals);
    }
}
