package dev.gatehouse.idp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsTest {

    private static final ChangeId CHANGE = ChangeId.unannounced();
    private static final ClientId ID = new ClientId("service-1");

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private DocumentStore documents;

    @SuppressWarnings("NullAway.Init")
    private ClientStore store;

    @SuppressWarnings("NullAway.Init")
    private Clients clients;

    @BeforeEach
    void open() {
        documents = SqliteDocumentStore.open(folder.resolve("test.db"), Clock.systemUTC());
        store = new ClientStore(documents);
        clients = new Clients(store, nanos::get);
    }

    @AfterEach
    void close() {
        documents.close();
    }

    private Stored<Client> stored() {
        return store.find(ID).orElseThrow();
    }

    @Test
    void findsWhenStoredThenTheClientAsItWasWritten() {
        Client client = TestClients.service("service-1")
                .customClaims("{\"tenant\":\"t1\"}")
                .build();
        store.insert(client, CHANGE);
        assertThat(clients.find(ID).orElseThrow().client()).isEqualTo(client);
    }

    @Test
    void findsWhenInsertedAfterAMissThenVisibleAtOnce() {
        assertThat(clients.find(ID)).isEmpty();
        store.insert(TestClients.service("service-1").build(), CHANGE);
        assertThat(clients.find(ID)).isPresent();
    }

    @Test
    void findsWhenThisNodeChangedItThenVisibleAtOnce() {
        store.insert(TestClients.service("service-1").build(), CHANGE);
        assertThat(clients.find(ID)).isPresent();
        Client disabled =
                stored().value().toBuilder().status(ClientStatus.DISABLED).build();
        store.replaceIf(disabled, stored().version(), CHANGE);
        assertThat(clients.find(ID).orElseThrow().client().active()).isFalse();
    }

    @Test
    void findsWhenAnotherNodeChangedItThenVisibleWithinASecond() {
        store.insert(TestClients.service("service-1").build(), CHANGE);
        assertThat(clients.find(ID)).isPresent();
        ClientStore otherNode = new ClientStore(documents);
        otherNode.deleteIf(stored(), TestClients.CREATED, CHANGE);
        assertThat(clients.find(ID)).isPresent();
        nanos.addAndGet(Clients.STALENESS.toNanos());
        assertThat(clients.find(ID)).isEmpty();
    }

    @Test
    void insertsWhenTheIdWasEverAnothersThenConflict() {
        store.insert(TestClients.service("service-1").build(), CHANGE);
        store.deleteIf(stored(), TestClients.CREATED, CHANGE);
        assertThat(store.find(ID)).isEmpty();
        assertThat(store.insert(TestClients.service("service-1").build(), CHANGE))
                .isInstanceOf(WriteResult.Conflict.class);
    }

    @Test
    void deletesWhenGoneThenATombstoneWithoutSecretsStays() {
        store.insert(TestClients.service("service-1").name("Payroll").build(), CHANGE);
        store.deleteIf(stored(), TestClients.CREATED, CHANGE);
        Client tombstone = store.findWithTombstone(ID).orElseThrow().value();
        assertThat(tombstone.secretHash()).isNull();
        assertThat(tombstone.name()).isEqualTo("service-1");
        assertThat(tombstone.generation()).isEqualTo(2);
        assertThat(tombstone.active()).isFalse();
    }

    @Test
    void listsWhenSomeAreDeletedThenTheOthersNewestFirst() {
        for (int i = 1; i <= 3; i++) {
            Client client = TestClients.service("service-" + i).build();
            store.insert(client, CHANGE);
        }
        store.deleteIf(stored(), TestClients.CREATED, CHANGE);
        assertThat(store.list("system", 10, Optional.empty()).items())
                .extracting(Stored::id)
                .containsExactly("service-3", "service-2");
        assertThat(store.list("system", 1, Optional.empty()).items()).hasSize(1);
        assertThat(store.list("acme", 10, Optional.empty()).items()).isEmpty();
    }

    @Test
    void findsWhenTheIdIsMalformedThenNothingIsAskedOfTheStore() {
        assertThat(clients.find("")).isEmpty();
        assertThat(clients.find("a b")).isEmpty();
        assertThat(clients.find("x".repeat(129))).isEmpty();
        assertThat(clients.find("a\u0000")).isEmpty();
    }
}
