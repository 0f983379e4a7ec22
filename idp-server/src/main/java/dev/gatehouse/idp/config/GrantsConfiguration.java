package dev.gatehouse.idp.config;

import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.grants.AuthorizationCodes;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.DeviceCodes;
import dev.gatehouse.idp.grants.GrantRevocation;
import dev.gatehouse.idp.grants.Grants;
import dev.gatehouse.idp.grants.PushedRequests;
import dev.gatehouse.idp.grants.RefreshTokens;
import dev.gatehouse.idp.oauth.AuthorizationCodeGrant;
import dev.gatehouse.idp.oauth.DeviceCodeGrant;
import dev.gatehouse.idp.oauth.GrantedTokens;
import dev.gatehouse.idp.oauth.RefreshTokenGrant;
import dev.gatehouse.idp.oauth.ResourceIndicators;
import dev.gatehouse.idp.oauth.TokenGrant;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.tokens.RevocationState;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What people have granted to clients, and the grant types of the token endpoint that follow from it. */
@Configuration(proxyBeanMethods = false)
class GrantsConfiguration {

    @Bean
    Grants grants(DocumentStore documents) {
        return new Grants(documents);
    }

    @Bean
    Consents consents(DocumentStore documents, Clock clock) {
        return new Consents(documents, clock);
    }

    @Bean
    AuthorizationCodes authorizationCodes(DocumentStore documents, KeyedHash keyedHash, SecureRandom secureRandom) {
        return new AuthorizationCodes(documents, keyedHash, secureRandom);
    }

    @Bean
    RefreshTokens refreshTokens(DocumentStore documents, KeyedHash keyedHash, SecureRandom secureRandom, Clock clock) {
        return new RefreshTokens(documents, keyedHash, secureRandom, clock);
    }

    @Bean
    PushedRequests pushedRequests(
            DocumentStore documents, KeyedHash keyedHash, SecureRandom secureRandom, Clock clock) {
        return new PushedRequests(documents, keyedHash, secureRandom, clock);
    }

    @Bean
    DeviceCodes deviceCodes(DocumentStore documents, KeyedHash keyedHash, SecureRandom secureRandom, Clock clock) {
        return new DeviceCodes(documents, keyedHash, secureRandom, clock);
    }

    @Bean
    GrantRevocation grantRevocation(
            Grants grants, Consents consents, RevocationState revocationState, AuditTrail auditTrail) {
        return new GrantRevocation(grants, consents, revocationState, auditTrail);
    }

    @Bean
    GrantedTokens grantedTokens(
            AccountDirectory accountDirectory,
            Consents consents,
            RefreshTokens refreshTokens,
            RevocationState revocationState,
            ResourceIndicators resourceIndicators,
            EffectiveRoles effectiveRoles,
            Clock clock) {
        return new GrantedTokens(
                accountDirectory, consents, refreshTokens, revocationState, resourceIndicators, effectiveRoles, clock);
    }

    @Bean
    TokenGrant authorizationCodeGrant(
            AuthorizationCodes authorizationCodes,
            Grants grants,
            GrantRevocation grantRevocation,
            GrantedTokens grantedTokens,
            AuditTrail auditTrail,
            Clock clock) {
        return new AuthorizationCodeGrant(
                authorizationCodes, grants, grantRevocation, grantedTokens, auditTrail, clock);
    }

    @Bean
    TokenGrant refreshTokenGrant(
            RefreshTokens refreshTokens,
            Grants grants,
            GrantRevocation grantRevocation,
            GrantedTokens grantedTokens,
            AuditTrail auditTrail) {
        return new RefreshTokenGrant(refreshTokens, grants, grantRevocation, grantedTokens, auditTrail);
    }

    @Bean
    TokenGrant deviceCodeGrant(
            DeviceCodes deviceCodes,
            Grants grants,
            GrantRevocation grantRevocation,
            GrantedTokens grantedTokens,
            AuditTrail auditTrail) {
        return new DeviceCodeGrant(deviceCodes, grants, grantRevocation, grantedTokens, auditTrail);
    }
}
