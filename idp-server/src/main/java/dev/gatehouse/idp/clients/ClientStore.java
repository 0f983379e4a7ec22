package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.audit.DocumentWitness;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The clients as stored. Read before a write, or to list; requests look clients up in {@link Clients}.
 *
 * <p>A deleted client leaves a tombstone under its id, so that the insert of another client of that id conflicts.
 */
public final class ClientStore {

    static final DocumentType<Client> TYPE = DocumentType.named("clients", Client.class)
            .index("workspace", "workspace", "deleted", "createdAt")
            .build();

    /**
     * That a client has, or once had, an origin: where to look, the client itself decides.
     *
     * <p>INVARIANT: written before the client, so that an origin of a stored client is always found; never removed.
     */
    record OriginOfClient(String origin, String client) {}

    private static final DocumentType<OriginOfClient> ORIGINS = DocumentType.named(
                    "client_origins", OriginOfClient.class)
            .index("by_origin", "origin", "client")
            .build();

    private final Documents<Client> documents;
    private final Documents<OriginOfClient> origins;
    private final List<Consumer<ClientId>> listeners = new CopyOnWriteArrayList<>();

    public ClientStore(DocumentStore store) {
        documents = store.open(TYPE);
        origins = store.open(ORIGINS);
    }

    /** Tells after a crash whether an announced change of a client stands; a deletion leaves its tombstone. */
    public ChangeWitness witness() {
        return new DocumentWitness("client", documents, Set.of());
    }

    /** Tells the listener of every write made here, before the write is acknowledged to its caller. */
    void onWrite(Consumer<ClientId> listener) {
        listeners.add(listener);
    }

    /** The client as it is stored now, unless deleted. */
    public Optional<Stored<Client>> find(ClientId id) {
        return findWithTombstone(id).filter(stored -> !stored.value().deleted());
    }

    /** The client or its tombstone. */
    public Optional<Stored<Client>> findWithTombstone(ClientId id) {
        return documents.get(id.value());
    }

    /** A {@link WriteResult.Conflict} when the id is, or ever was, another client's. */
    public WriteResult insert(Client client, ChangeId change) {
        noteOrigins(client, change);
        return written(client.clientId(), documents.insert(client.id(), client, change));
    }

    public WriteResult replaceIf(Client client, long version, ChangeId change) {
        noteOrigins(client, change);
        return written(client.clientId(), documents.replaceIf(client.id(), version, client, change));
    }

    /** Leaves a tombstone that holds no credential, name or URI. */
    public WriteResult deleteIf(Stored<Client> stored, Instant now, ChangeId change) {
        return replaceIf(tombstone(stored.value(), now), stored.version(), change);
    }

    /** One page of the clients of a workspace, newest first. */
    public Page<Client> list(String workspace, int limit, Optional<String> cursor) {
        Query page = Query.by("workspace")
                .where("workspace", workspace)
                .where("deleted", false)
                .newestFirst()
                .limit(limit);
        return documents.find(cursor.map(page::after).orElse(page));
    }

    Page<OriginOfClient> withOrigin(Query query) {
        return origins.find(query);
    }

    private void noteOrigins(Client client, ChangeId change) {
        for (String origin : WebOrigins.of(client)) {
            // One that is there already conflicts, and says the same.
            origins.insert(origin + " " + client.id(), new OriginOfClient(origin, client.id()), change);
        }
    }

    static Client tombstone(Client client, Instant now) {
        return client.toBuilder()
                .name(client.id())
                .nextGeneration()
                .status(ClientStatus.DELETED)
                .authMethod(ClientAuthMethod.NONE)
                .secretHash(null)
                .jwks(null)
                .jwksUri(null)
                .grantTypes(List.of())
                .redirectUris(List.of())
                .postLogoutRedirectUris(List.of())
                .webOrigins(List.of())
                .scopes(List.of())
                .defaultScopes(List.of())
                .audiences(List.of())
                .scopeAudiences(List.of())
                .customClaims(null)
                .updatedAt(now)
                .build();
    }

    private WriteResult written(ClientId id, WriteResult result) {
        listeners.forEach(listener -> listener.accept(id));
        return result;
    }
}
