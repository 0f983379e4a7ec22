package dev.gatehouse.idp.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstClientsTest {

    private static final String ISSUER = "https://id.example";
    private static final ClientId ID = new ClientId("automation");
    private static final BootstrapCredentials FIRST = new BootstrapCredentials(ID, "a".repeat(32));
    private static final BootstrapCredentials OTHER_SECRET = new BootstrapCredentials(ID, "b".repeat(32));

    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private final Clock clock = Clock.systemUTC();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private DocumentStore documents;

    @SuppressWarnings("NullAway.Init")
    private ClientStore store;

    @SuppressWarnings("NullAway.Init")
    private ClientSecrets secrets;

    @BeforeEach
    void open() {
        documents = SqliteDocumentStore.open(folder.resolve("test.db"), clock);
        store = new ClientStore(documents);
        secrets = new ClientSecrets(TestKeys.keyedHash(documents), TestKeys.random());
    }

    @AfterEach
    void close() {
        documents.close();
    }

    private void start(Optional<BootstrapCredentials> bootstrap) {
        new FirstClients(store, documents, secrets, trail, clock).create(ISSUER, bootstrap);
    }

    private boolean accepts(BootstrapCredentials credentials) {
        return store.find(ID)
                .filter(stored -> secrets.matches(stored.value(), credentials.secret(), clock.instant()))
                .isPresent();
    }

    @Test
    void startsWhenTheStoreIsEmptyThenBuiltInAndBootstrapClientsAreThereOnRecord() {
        start(Optional.of(FIRST));
        assertThat(store.find(BuiltInClients.WEBAPP)).isPresent();
        assertThat(store.find(BuiltInClients.AGENT)).isPresent();
        assertThat(store.find(BuiltInClients.OPENAPI)).isPresent();
        assertThat(accepts(FIRST)).isTrue();
        assertThat(trail.summary()).filteredOn("client.created SUCCESS"::equals).hasSize(4);
    }

    @Test
    void startsWhenStartedAgainThenNothingChanges() {
        start(Optional.of(FIRST));
        trail.clear();
        start(Optional.of(FIRST));
        assertThat(trail.events()).isEmpty();
    }

    @Test
    void startsWhenTheSecretIsAnotherThenItIsNotApplied() {
        start(Optional.of(FIRST));
        start(Optional.of(OTHER_SECRET));
        assertThat(accepts(FIRST)).isTrue();
        assertThat(accepts(OTHER_SECRET)).isFalse();
    }

    @Test
    void startsWhenTheFirstStartHadNoneThenNoneIsCreatedLater() {
        start(Optional.empty());
        start(Optional.of(FIRST));
        assertThat(store.find(ID)).isEmpty();
    }

    @Test
    void startsWhenTheClientWasDeletedThenItStaysDeleted() {
        start(Optional.of(FIRST));
        store.deleteIf(store.find(ID).orElseThrow(), clock.instant(), ChangeId.unannounced());
        start(Optional.of(FIRST));
        assertThat(store.find(ID)).isEmpty();
    }

    @Test
    void startsWhenTheFirstStartBrokeOffThenItsSecretStays() {
        trail.unavailable(true);
        assertThatThrownBy(() -> start(Optional.of(FIRST))).isInstanceOf(RuntimeException.class);
        assertThat(store.find(ID)).isEmpty();
        trail.unavailable(false);
        start(Optional.of(FIRST));
        assertThat(accepts(FIRST)).isTrue();
    }

    @Test
    void readsWhenTheSecretIsShortThenRefused() {
        assertThatThrownBy(() -> new BootstrapCredentials(ID, "a".repeat(31)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GATEHOUSE_BOOTSTRAP_CLIENT_SECRET");
    }
}
