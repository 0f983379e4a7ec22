package dev.gatehouse.idp.config;

import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.access.OwnDoors;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.RefusalAggregation;
import dev.gatehouse.idp.clients.ClientSecrets;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.FetchedKeys;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.grants.RefreshTokens;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.oauth.ClientCredentialsGrant;
import dev.gatehouse.idp.oauth.DiscoveryEndpoint;
import dev.gatehouse.idp.oauth.ProtocolChains;
import dev.gatehouse.idp.oauth.ResourceIndicators;
import dev.gatehouse.idp.oauth.TokenGrant;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenMint;
import dev.gatehouse.idp.tokens.TokenVerifier;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.SecurityFilterChain;

/** The OpenID provider: its grants and endpoints. */
@Configuration(proxyBeanMethods = false)
class ProtocolConfiguration {

    @Bean
    ResourceIndicators resourceIndicators(Settings settings) {
        return new ResourceIndicators(settings.server().issuer().toString());
    }

    @Bean
    TokenGrant clientCredentialsGrant(ResourceIndicators resourceIndicators, EffectiveRoles effectiveRoles) {
        return new ClientCredentialsGrant(resourceIndicators, effectiveRoles);
    }

    @Bean
    ProtocolChains protocolChains(
            Settings settings,
            Clients clients,
            ClientSecrets clientSecrets,
            FetchedKeys fetchedKeys,
            DocumentStore documents,
            AuditTrail auditTrail,
            RefusalAggregation anonymousRefusals,
            Clock clock) {
        return new ProtocolChains(
                settings.server().issuer().toString(),
                clients,
                clientSecrets,
                fetchedKeys,
                documents,
                auditTrail,
                anonymousRefusals,
                clock);
    }

    @Bean
    @Order(1)
    SecurityFilterChain tokenEndpoint(ProtocolChains protocolChains, List<TokenGrant> grants, TokenMint tokenMint) {
        return protocolChains.token(grants, tokenMint);
    }

    @Bean
    @Order(2)
    SecurityFilterChain introspectionEndpoint(
            ProtocolChains protocolChains,
            TokenVerifier tokenVerifier,
            RevocationState revocationState,
            OwnDoors ownDoors,
            EffectiveRoles effectiveRoles) {
        return protocolChains.introspection(tokenVerifier, revocationState, ownDoors, effectiveRoles);
    }

    @Bean
    @Order(3)
    SecurityFilterChain revocationEndpoint(
            ProtocolChains protocolChains,
            TokenVerifier tokenVerifier,
            RevocationState revocationState,
            RefreshTokens refreshTokens,
            Grants grants,
            GrantRevocation grantRevocation) {
        return protocolChains.revocation(tokenVerifier, revocationState, refreshTokens, grants, grantRevocation);
    }

    @Bean
    DiscoveryEndpoint discoveryEndpoint(Settings settings, List<TokenGrant> grants, SigningKeys signingKeys) {
        return new DiscoveryEndpoint(settings.server().issuer().toString(), grants, signingKeys);
    }
}
