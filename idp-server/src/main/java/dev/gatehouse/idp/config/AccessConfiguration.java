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
import dev.gatehouse.idp.access.changes.PreviewController;
import dev.gatehouse.idp.access.changes.PreviewLimit;
import dev.gatehouse.idp.access.changes.Previews;
import dev.gatehouse.idp.access.changes.ResourceChanges;
import dev.gatehouse.idp.access.contents.EntriesController;
import dev.gatehouse.idp.access.contents.ObjectTypesController;
import dev.gatehouse.idp.access.contents.ObjectsController;
import dev.gatehouse.idp.access.contents.Reads;
import dev.gatehouse.idp.access.contents.RoleMembersController;
import dev.gatehouse.idp.access.contents.RolesController;
import dev.gatehouse.idp.access.contents.Writes;
import dev.gatehouse.idp.access.decisions.DecisionMetadata;
import dev.gatehouse.idp.access.decisions.EvaluationController;
import dev.gatehouse.idp.access.decisions.ExplainController;
import dev.gatehouse.idp.access.decisions.FilterController;
import dev.gatehouse.idp.access.decisions.Scopes;
import dev.gatehouse.idp.access.decisions.SearchController;
import dev.gatehouse.idp.access.feed.FeedController;
import dev.gatehouse.idp.access.feed.OpenStreams;
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
import org.springframework.context.SmartLifecycle;
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
    ExplainController explainController(Scopes decisionScopes, FollowedEngine followedEngine) {
        return new ExplainController(decisionScopes, followedEngine);
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
    PreviewLimit previewLimit() {
        return PreviewLimit.ofThisMachine();
    }

    @Bean
    AccessChanges accessChanges(
            FollowedEngine followedEngine, IdempotentCalls idempotentCalls, AuditTrail auditTrail, Clock clock) {
        return new AccessChanges(followedEngine, idempotentCalls, auditTrail, clock);
    }

    @Bean
    ChangesController changesController(
            Scopes decisionScopes,
            AccessChanges accessChanges,
            IdempotentCalls idempotentCalls,
            PreviewLimit previewLimit) {
        return new ChangesController(decisionScopes, accessChanges, idempotentCalls, previewLimit);
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

    @Bean
    PreviewController previewController(
            Scopes decisionScopes, FollowedEngine followedEngine, PreviewLimit previewLimit, Cursors cursors) {
        return new PreviewController(decisionScopes, new Previews(followedEngine, previewLimit, cursors));
    }

    @Bean
    FilterController filterController(Scopes decisionScopes) {
        return new FilterController(decisionScopes);
    }

    @Bean
    Reads accessReads(WorkspaceAccess workspaceAccess, FollowedEngine followedEngine, Cursors cursors, Clock clock) {
        return new Reads(workspaceAccess, followedEngine, cursors, clock);
    }

    @Bean
    Writes accessWrites(
            WorkspaceAccess workspaceAccess, FollowedEngine followedEngine, AuditTrail auditTrail, Clock clock) {
        return new Writes(workspaceAccess, new ResourceChanges(followedEngine, auditTrail, clock));
    }

    @Bean
    RolesController rolesController(Reads accessReads, Writes accessWrites, OwnDoors ownDoors) {
        return new RolesController(accessReads, accessWrites, ownDoors);
    }

    @Bean
    RoleMembersController roleMembersController(Reads accessReads, Writes accessWrites) {
        return new RoleMembersController(accessReads, accessWrites);
    }

    @Bean
    ObjectTypesController objectTypesController(Reads accessReads, Writes accessWrites) {
        return new ObjectTypesController(accessReads, accessWrites);
    }

    @Bean
    ObjectsController objectsController(Reads accessReads, Writes accessWrites, Clock clock) {
        return new ObjectsController(accessReads, accessWrites, clock);
    }

    @Bean
    EntriesController entriesController(Reads accessReads, Writes accessWrites) {
        return new EntriesController(accessReads, accessWrites);
    }

    @Bean
    OpenStreams openStreams() {
        return new OpenStreams();
    }

    @Bean
    FeedController feedController(
            Scopes decisionScopes,
            WorkspaceAccess workspaceAccess,
            FollowedEngine followedEngine,
            StoredAccessLog accessLog,
            OpenStreams openStreams,
            Clock clock) {
        return new FeedController(decisionScopes, workspaceAccess, followedEngine, accessLog, openStreams, clock);
    }

    /** Ends streams before the HTTP server stops, which waits for all calls to be answered. */
    @Bean
    StreamsEnd streamsEnd(OpenStreams openStreams) {
        return new StreamsEnd(openStreams);
    }

    static final class StreamsEnd implements SmartLifecycle {

        private final OpenStreams streams;
        private volatile boolean running;

        private StreamsEnd(OpenStreams streams) {
            this.streams = streams;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            streams.stop();
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
