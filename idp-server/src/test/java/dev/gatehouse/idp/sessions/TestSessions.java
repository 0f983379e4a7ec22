package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.accounts.TestAccounts;
import dev.gatehouse.idp.secrets.CheapHasher;
import dev.gatehouse.idp.secrets.CookieCipher;
import dev.gatehouse.idp.secrets.DataKeyFieldCipher;
import dev.gatehouse.idp.secrets.DataKeys;
import dev.gatehouse.idp.secrets.HmacKeyedHash;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.storage.AdjustableClock;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sessions over a store of a test, with everything that they need. */
public final class TestSessions implements AutoCloseable {

    public final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-03-01T12:00:00Z"));
    public final DocumentStore store;
    public final CheapHasher hasher = new CheapHasher();
    public final TestAccounts people;
    public final KeyedHash hash;
    public final CookieCipher cookies;
    public final List<String> ended = new CopyOnWriteArrayList<>();
    public final Sessions sessions;

    public TestSessions(Path folder) {
        store = SqliteDocumentStore.open(folder.resolve("test.db"), clock);
        people = new TestAccounts(store, hasher, clock);
        DataKeys keys = TestKeys.dataKeys(store);
        hash = new HmacKeyedHash(keys);
        cookies = new CookieCipher(keys, TestKeys.random());
        sessions = new Sessions(
                store,
                people.directory,
                hash,
                new DataKeyFieldCipher(keys, TestKeys.random()),
                people.trail,
                (sid, change) -> ended.add(sid.value()),
                new SessionLimits(Duration.ofMinutes(30), Duration.ofHours(12)),
                clock,
                TestKeys.random());
    }

    @Override
    public void close() {
        store.close();
    }
}
