package dev.gatehouse.idp.config;

import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.idp.access.EffectiveRoles;
import dev.gatehouse.idp.access.FirstModel;
import dev.gatehouse.idp.access.Homes;
import dev.gatehouse.idp.access.OwnDoors;
import dev.gatehouse.idp.access.ServerObjects;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.changes.AccessChanges;
import dev.gatehouse.idp.access.changes.ChangesController;
import dev.gatehouse.idp.access.changes.IdempotentCalls;
import dev.gatehouse.idp.access.decisions.DecisionMetadata;
import dev.gatehouse.idp.access.decisions.EvaluationController;
import dev.gatehouse.idp.access.decisions.Scopes;
import dev.gatehouse.idp.access.decisions.SearchController;
import dev.gatehouse.idp.access.imports.ImportController;
import dev.gatehouse.idp.access.imports.Imports;
import dev.gatehouse.idp.access.log.AccessChangeWitness;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.access.log.StoredSnapshots;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.tokens.TokenMint;
import java.time.Clock;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The access engine, and where its logs and snapshots are kept. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    StoredSnapshots accessSnapshots(DocumentStore documents, Clock clock) {
        return new StoredSnapshots(documents, clock);
    }

    @Bean
    StoredAccessLog accessLog(DocumentStore documents, StoredSnapshots accessSnapshots) {
        return new StoredAccessLog(documents, accessSnapshots);
    }

    @Bean
    ChangeWitness accessChangeWitness(StoredAccessLog accessLog) {
        return new AccessChangeWitness(accessLog);
    }

    @Bean(initMethod = "start")
    FollowedEngine followedEngine(
            StoredAccessLog accessLog, StoredSnapshots accessSnapshots, KeyedHash keyedHash, Clock clock) {
        var cursors = new dev.gatehouse.acl.engine.Cursors(
                Base64.getUrlDecoder().decode(keyedHash.of(KeyPurpose.ACCESS_CURSORS, "key")));
        return new FollowedEngine(new AccessEngine(accessLog, ServerObjects.IMPLIED, cursors, clock), accessSnapshots);
    }

    @Bean
    FirstModel firstModel(StoredAccessLog accessLog, AuditTrail auditTrail, Clock clock) {
        return new FirstModel(accessLog, auditTrail, clock);
    }

    @Bean
    OwnDoors ownDoors(
            FollowedEngine followedEngine, AccountDirectory accountDirectory, ClientStore clientStore, Clock clock) {
        Homes homes = (object, workspace) -> switch (object.type().value()) {
            case "user" ->
                AccountId.parse(object.id())
                        .flatMap(accountDirectory::find)
                        .filter(account -> account.value().workspace().equals(workspace))
                        .isPresent();
            case "client" ->
                ClientId.parse(object.id())
                        .flatMap(clientStore::find)
                        .filter(client -> client.value().workspace().equals(workspace))
                        .isPresent();
            default -> false;
        };
        return new OwnDoors(followedEngine, homes, clock);
    }

    @Bean
    EffectiveRoles effectiveRoles(FollowedEngine followedEngine) {
        return new EffectiveRoles(followedEngine);
    }

    @Bean
    WorkspaceAccess workspaceAccess(FollowedEngine followedEngine, Clock clock) {
        return new WorkspaceAccess(followedEngine, clock);
    }

    @Bean
    Scopes decisionScopes(WorkspaceAccess workspaceAccess, FollowedEngine followedEngine, Clock clock) {
        return new Scopes(workspaceAccess, followedEngine, clock);
    }

    @Bean
    EvaluationController evaluationController(Scopes decisionScopes) {
        return new EvaluationController(decisionScopes);
    }

    @Bean
    SearchController searchController(Scopes decisionScopes, FollowedEngine followedEngine, Cursors cursors) {
        return new SearchController(decisionScopes, followedEngine, cursors);
    }

    @Bean
    DecisionMetadata decisionMetadata(Settings settings, TokenMint tokenMint, SigningKeys signingKeys) {
        return new DecisionMetadata(settings.server().issuer().toString(), tokenMint, signingKeys);
    }

    @Bean
    IdempotentCalls idempotentCalls(DocumentStore documents, StoredAccessLog accessLog, Clock clock) {
        return new IdempotentCalls(documents, accessLog, clock);
    }

    @Bean
    AccessChanges accessChanges(
            FollowedEngine followedEngine, IdempotentCalls idempotentCalls, AuditTrail auditTrail, Clock clock) {
        return new AccessChanges(followedEngine, idempotentCalls, auditTrail, clock);
    }

    @Bean
    ChangesController changesController(
            Scopes decisionScopes, AccessChanges accessChanges, IdempotentCalls idempotentCalls) {
        return new ChangesController(decisionScopes, accessChanges, idempotentCalls);
    }

    @Bean
    ImportController importController(
            Scopes decisionScopes,
            FollowedEngine followedEngine,
            AccessChanges accessChanges,
            AuditTrail auditTrail,
            Clock clock) {
        return new ImportController(decisionScopes, new Imports(followedEngine, accessChanges, auditTrail, clock));
    }
}
