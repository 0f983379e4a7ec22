package dev.gatehouse.idp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.storage.AdjustableClock;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientRegistryTest {

    private static final Actor ADMINISTRATOR = Actor.user("usr_1", "webapp", "ses_1");

    @TempDir
    Path folder;

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private final List<String> ended = new ArrayList<>();
    private DocumentStore store;
    private ClientStore clients;
    private ClientSecrets secrets;
    private ClientRegistry registry;

    @BeforeEach
    void open() {
        store = SqliteDocumentStore.open(folder.resolve("gatehouse.db"), clock);
        clients = new ClientStore(store);
        secrets = new ClientSecrets(TestKeys.keyedHash(store), TestKeys.random());
        registry = new ClientRegistry(
                clients, secrets, (client, below, change) -> ended.add(client + " below " + below), trail, clock);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ClientBuilder draft(String id) {
        return Client.builder(new ClientId(id), ClientKind.REGISTERED, clock.instant())
                .grantTypes(List.of(GrantType.CLIENT_CREDENTIALS))
                .scopes(List.of("a", "b"));
    }

    private ClientChange.Done registered(String id) {
        return (ClientChange.Done) registry.register(ADMINISTRATOR, draft(id));
    }

    private List<FieldChange> lastChanges() {
        return ((ChangeEvent) trail.events().getLast()).changes();
    }

    @Test
    void registersWhenMethodUsesASecretThenItIsShownOnceAndKeptAsAHash() {
        ClientChange.Done done = registered("billing");
        String secret = done.secret().orElseThrow().reveal();
        Client stored = clients.find(new ClientId("billing")).orElseThrow().value();
        assertThat(secret).startsWith("ghs_");
        assertThat(secrets.matches(stored, secret, clock.instant())).isTrue();
        assertThat(stored.secretHash()).doesNotContain(secret);
        assertThat(done.toString()).doesNotContain(secret);
        assertThat(trail.summary()).containsExactly("client.created INTENDED", "client.created SUCCESS");
        assertThat(lastChanges())
                .contains(new FieldChange("client_secret", null, null, false))
                .allMatch(change -> !Objects.toString(change).contains(secret))
                .allMatch(change -> !Objects.toString(change).contains(Objects.toString(stored.secretHash())));
    }

    @Test
    void registersWhenTheIdIsOrWasTakenThenRefused() {
        registered("billing");
        assertThat(registry.register(ADMINISTRATOR, draft("billing"))).isInstanceOf(ClientChange.IdTaken.class);
        registry.delete(ADMINISTRATOR, clients.find(new ClientId("billing")).orElseThrow());
        assertThat(registry.register(ADMINISTRATOR, draft("billing"))).isInstanceOf(ClientChange.IdTaken.class);
    }

    @Test
    void rotatesWhenAskedThenTheOldSecretIsWorthNothing() {
        ClientChange.Done first = registered("billing");
        ClientChange.Done second = (ClientChange.Done) registry.rotateSecret(ADMINISTRATOR, first.client());
        Client stored = second.client().value();
        assertThat(secrets.matches(stored, first.secret().orElseThrow().reveal(), clock.instant()))
                .isFalse();
        assertThat(secrets.matches(stored, second.secret().orElseThrow().reveal(), clock.instant()))
                .isTrue();
        assertThat(lastChanges()).containsExactly(new FieldChange("client_secret", null, null, false));
    }

    @Test
    void updatesWhenTheMethodCeasesToUseASecretThenItIsGone() {
        Stored<Client> before = registered("billing").client();
        ClientChange.Done done = (ClientChange.Done) registry.update(
                ADMINISTRATOR,
                before,
                draft -> draft.authMethod(ClientAuthMethod.NONE).grantTypes(List.of()));
        assertThat(done.client().value().secretHash()).isNull();
        ClientChange.Done back = (ClientChange.Done) registry.update(
                ADMINISTRATOR, done.client(), draft -> draft.authMethod(ClientAuthMethod.CLIENT_SECRET_POST));
        assertThat(back.secret()).isPresent();
    }

    @Test
    void updatesWhenTheClientMayDoLessThenItsTokensDie() {
        Stored<Client> before = registered("billing").client();
        ClientChange.Done wider = (ClientChange.Done)
                registry.update(ADMINISTRATOR, before, draft -> draft.scopes(List.of("a", "b", "c")));
        assertThat(ended).isEmpty();
        ClientChange.Done narrower =
                (ClientChange.Done) registry.update(ADMINISTRATOR, wider.client(), draft -> draft.scopes(List.of("a")));
        assertThat(ended).containsExactly("billing below 2");
        registry.update(ADMINISTRATOR, narrower.client(), draft -> draft.status(ClientStatus.DISABLED));
        assertThat(ended).containsExactly("billing below 2", "billing below 3");
    }

    @Test
    void updatesWhenNothingChangesThenNothingIsWritten() {
        Stored<Client> before = registered("billing").client();
        trail.clear();
        assertThat(registry.update(ADMINISTRATOR, before, draft -> draft))
                .isInstanceOfSatisfying(
                        ClientChange.Done.class,
                        done -> assertThat(done.client()).isEqualTo(before));
        assertThat(trail.events()).isEmpty();
    }

    @Test
    void updatesWhenAnotherWasFasterThenStaleAndOnRecord() {
        Stored<Client> before = registered("billing").client();
        registry.update(ADMINISTRATOR, before, draft -> draft.name("One"));
        assertThat(registry.update(ADMINISTRATOR, before, draft -> draft.name("Two")))
                .isInstanceOf(ClientChange.Stale.class);
        assertThat(trail.summary()).endsWith("client.updated INTENDED", "client.updated FAILURE");
    }

    @Test
    void deletesWhenAskedThenATombstoneStaysAndTokensDie() {
        Stored<Client> before = registered("billing").client();
        assertThat(registry.delete(ADMINISTRATOR, before)).isInstanceOf(ClientChange.Done.class);
        assertThat(clients.find(new ClientId("billing"))).isEmpty();
        Client tombstone =
                clients.findWithTombstone(new ClientId("billing")).orElseThrow().value();
        assertThat(tombstone.secretHash()).isNull();
        assertThat(ended).containsExactly("billing below 2");
    }
}
