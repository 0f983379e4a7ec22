package dev.gatehouse.idp.config;

import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.AuthorizationCodes;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.DeviceCodes;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.grants.PushedRequests;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.oauth.ProtocolChains;
import dev.gatehouse.idp.oauth.authorize.AuthorizationEndpoint;
import dev.gatehouse.idp.oauth.authorize.FormPostScript;
import dev.gatehouse.idp.oauth.userinfo.UserinfoEndpoint;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.tokens.IdTokenHints;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.SecurityFilterChain;

/** The endpoints of the OpenID provider to which people come with their browsers. */
@Configuration(proxyBeanMethods = false)
class AuthorizationConfiguration {

    @Bean
    IdTokenHints idTokenHints(Settings settings, SigningKeys signingKeys) {
        return new IdTokenHints(settings.server().issuer().toString(), signingKeys);
    }

    @Bean
    AuthorizationEndpoint authorizationEndpointParts(
            Settings settings,
            Clients clients,
            IdTokenHints idTokenHints,
            Interactions interactions,
            AuthorizationCodes authorizationCodes,
            PushedRequests pushedRequests,
            Consents consents,
            AuditTrail auditTrail,
            SecureRandom secureRandom,
            Clock clock) {
        return new AuthorizationEndpoint(
                settings.server().issuer().toString(),
                clients,
                idTokenHints,
                interactions,
                authorizationCodes,
                pushedRequests,
                consents,
                auditTrail,
                secureRandom,
                clock);
    }

    @Bean
    @Order(4)
    SecurityFilterChain authorizationEndpoint(
            AuthorizationEndpoint authorizationEndpointParts, SessionCookie sessionCookie, Sessions sessions) {
        return authorizationEndpointParts.chain(new SessionAuthentication(sessionCookie, sessions));
    }

    @Bean
    @Order(5)
    SecurityFilterChain pushedAuthorizationEndpoint(
            ProtocolChains protocolChains,
            AuthorizationEndpoint authorizationEndpointParts,
            PushedRequests pushedRequests) {
        return protocolChains.pushedAuthorization(authorizationEndpointParts, pushedRequests);
    }

    @Bean
    @Order(6)
    SecurityFilterChain deviceAuthorizationEndpoint(
            Settings settings, ProtocolChains protocolChains, DeviceCodes deviceCodes) {
        return protocolChains.deviceAuthorization(settings.server().issuer().toString(), deviceCodes);
    }

    @Bean
    FormPostScript formPostScript() {
        return new FormPostScript();
    }

    @Bean
    UserinfoEndpoint userinfoEndpoint(
            TokenVerifier tokenVerifier,
            RevocationState revocationState,
            AccountDirectory accountDirectory,
            Clients clients,
            Grants grants,
            EffectiveRoles effectiveRoles,
            AuditTrail auditTrail) {
        return new UserinfoEndpoint(
                tokenVerifier, revocationState, accountDirectory, clients, grants, effectiveRoles, auditTrail);
    }
}
