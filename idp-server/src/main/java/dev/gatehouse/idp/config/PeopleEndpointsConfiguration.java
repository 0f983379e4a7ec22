package dev.gatehouse.idp.config;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.DeviceCodes;
import dev.gatehouse.idp.oauth.ExactPath;
import dev.gatehouse.idp.oauth.authorize.AuthorizationEndpoint;
import dev.gatehouse.idp.oauth.authorize.ConsentPages;
import dev.gatehouse.idp.oauth.device.DeviceDecisions;
import dev.gatehouse.idp.oauth.device.DevicePages;
import dev.gatehouse.idp.oauth.logout.LogoutPages;
import dev.gatehouse.idp.pages.FormProtection;
import dev.gatehouse.idp.pages.FormTokens;
import dev.gatehouse.idp.pages.Pages;
import dev.gatehouse.idp.sessions.SessionAuthentication;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.signin.Interactions;
import dev.gatehouse.idp.signin.SignOut;
import dev.gatehouse.idp.tokens.IdTokenHints;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;

/** The pages of the OpenID provider: consent, devices, logout. */
@Configuration(proxyBeanMethods = false)
class PeopleEndpointsConfiguration {

    /** Their forms change something for the person who is signed in. */
    @Bean
    @Order(7)
    SecurityFilterChain protocolPagesChain(
            SessionCookie sessionCookie, Sessions sessions, FormTokens formTokens, Pages pages, Settings settings) {
        return new DefaultSecurityFilterChain(
                new ExactPath(ConsentPages.PATH, DevicePages.PATH, LogoutPages.CONFIRM_PATH),
                new SessionAuthentication(sessionCookie, sessions),
                new FormProtection(formTokens, pages, settings.server().issuer()));
    }

    /** Clients send people here, by links and by forms of their own. */
    @Bean
    @Order(8)
    SecurityFilterChain logoutChain(SessionCookie sessionCookie, Sessions sessions) {
        return new DefaultSecurityFilterChain(
                new ExactPath(LogoutPages.PATH), new SessionAuthentication(sessionCookie, sessions));
    }

    @Bean
    ConsentPages consentPages(
            AuthorizationEndpoint authorizationEndpointParts,
            Interactions interactions,
            Pages pages,
            FormTokens formTokens) {
        return new ConsentPages(authorizationEndpointParts, interactions, pages, formTokens);
    }

    @Bean
    DevicePages devicePages(
            DeviceCodes deviceCodes,
            Clients clients,
            Consents consents,
            AuditTrail auditTrail,
            SecureRandom secureRandom,
            Clock clock,
            Interactions interactions,
            Pages pages,
            FormTokens formTokens) {
        var decisions = new DeviceDecisions(deviceCodes, clients, consents, auditTrail, secureRandom, clock);
        return new DevicePages(decisions, interactions, pages, formTokens);
    }

    @Bean
    LogoutPages logoutPages(
            IdTokenHints idTokenHints,
            Clients clients,
            SignOut signOut,
            Interactions interactions,
            Pages pages,
            FormTokens formTokens) {
        return new LogoutPages(idTokenHints, clients, signOut, interactions, pages, formTokens);
    }
}
