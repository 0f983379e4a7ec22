package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.WriterLimits;
import dev.gatehouse.idp.secrets.DataKeyFieldCipher;
import dev.gatehouse.idp.secrets.FieldCipher;
import dev.gatehouse.idp.secrets.MasterKey;
import dev.gatehouse.idp.secrets.TestKeys;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A trail on SQLite in a folder, which can be stopped and started like a server. */
public final class TestTrail implements AutoCloseable {

    public static final Duration SECURITY = Duration.ofDays(400);
    public static final Duration TRAFFIC = Duration.ofDays(30);

    private static final Map<Path, MasterKey> MASTER_KEYS = new ConcurrentHashMap<>();

    private final Path folder;
    private final Clock clock;
    private final MasterKey masterKey;
    private final DocumentStore documents;
    private final DocumentStore auditDocuments;
    private final OpenTrail open;

    private TestTrail(
            Path folder, Clock clock, MasterKey masterKey, Witnesses witnesses, UnaryOperator<DocumentStore> around) {
        this.folder = folder;
        this.clock = clock;
        this.masterKey = masterKey;
        this.documents = SqliteDocumentStore.open(folder.resolve("gatehouse.db"), clock);
        this.auditDocuments =
                around.apply(SqliteDocumentStore.open(folder.resolve("audit.db"), clock, Duration.ofSeconds(2)));
        FieldCipher cipher = new DataKeyFieldCipher(TestKeys.dataKeys(documents, masterKey), TestKeys.random());
        this.open = new OpenTrail(
                new TrailSettings("local", folder, SECURITY, TRAFFIC, WriterLimits.DEFAULT),
                new OpenTrail.Stores(documents, auditDocuments),
                cipher,
                TestKeys.random(),
                clock,
                witnesses.on(documents));
    }

    private static MasterKey masterKey(Path folder) {
        return MASTER_KEYS.computeIfAbsent(folder, _ -> TestKeys.masterKey());
    }

    /** Makes the witnesses that a start brings. */
    @FunctionalInterface
    public interface Witnesses {
        List<ChangeWitness> on(DocumentStore documents);
    }

    public static TestTrail in(Path folder) {
        return in(folder, Clock.systemUTC());
    }

    public static TestTrail in(Path folder, Clock clock) {
        return new TestTrail(folder, clock, masterKey(folder), _ -> List.of(), UnaryOperator.identity());
    }

    public static TestTrail in(Path folder, Clock clock, Witnesses witnesses) {
        return new TestTrail(folder, clock, masterKey(folder), witnesses, UnaryOperator.identity());
    }

    public static TestTrail on(Path folder, Clock clock, UnaryOperator<DocumentStore> around) {
        return new TestTrail(folder, clock, masterKey(folder), _ -> List.of(), around);
    }

    public AuditTrail trail() {
        return open.trail();
    }

    public OpenTrail open() {
        return open;
    }

    public DocumentStore documents() {
        return documents;
    }

    public DocumentStore auditDocuments() {
        return auditDocuments;
    }

    /** Every record, in the order of chains and seqs. */
    List<AuditRecord> records() {
        Documents<AuditRecord> records = auditDocuments.open(AuditRecord.TYPE);
        var all = new ArrayList<AuditRecord>();
        Optional<String> next = Optional.empty();
        do {
            Query query = Query.by(AuditRecord.CHAIN_SEQ);
            var page = records.find(next.map(query::after).orElse(query));
            page.items().stream().map(Stored::value).forEach(all::add);
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    List<String> actions() {
        return records().stream()
                .map(record -> record.action() + " " + record.outcome())
                .toList();
    }

    /** Ends like a process that was killed: nothing more is written. */
    public TestTrail crash(Witnesses witnesses) {
        closeStores();
        return new TestTrail(folder, clock, masterKey, witnesses, UnaryOperator.identity());
    }

    /** Ends like a process that was killed, for good. */
    public void abandon() {
        closeStores();
    }

    public TestTrail restart() {
        close();
        return new TestTrail(folder, clock, masterKey, _ -> List.of(), UnaryOperator.identity());
    }

    @Override
    public void close() {
        open.close();
        closeStores();
    }

    private void closeStores() {
        auditDocuments.close();
        documents.close();
    }

    public static TokenEvent introspected(String token) {
        return new TokenEvent(
                TokenEvent.Kind.INTROSPECTED,
                Outcome.SUCCESS,
                Optional.empty(),
                new Target("token", token),
                "system",
                Optional.empty(),
                Map.of("active", "true"));
    }

    public static TokenEvent issued(String token) {
        return new TokenEvent(
                TokenEvent.Kind.ISSUED,
                Outcome.SUCCESS,
                Optional.empty(),
                new Target("token", token),
                "system",
                Optional.empty(),
                Map.of("grant_type", "client_credentials", "scope", "gatehouse"));
    }
}
