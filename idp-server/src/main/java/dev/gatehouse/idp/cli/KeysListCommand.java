package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.AuditKey;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.config.SigningSchedule;
import dev.gatehouse.idp.keys.KeySuccession;
import dev.gatehouse.idp.keys.SigningKey;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.mongo.MongoDocumentStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the keys that sign tokens and the audit trail; needs no secret and changes nothing, server running or not. */
@Command(
        name = "list",
        description = "List the keys that sign tokens and the audit trail: which one signs, since when, until when.")
final class KeysListCommand implements Callable<Integer> {

    private static final String LINE = "%-9s %-10s %-22s %-22s %-22s %s%n";

    private static final String AUDIT_LINE = "%-9s %-10s %-22s %-22s %s%n";

    private static final Duration MONGODB_BOUND = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws SQLException {
        Settings settings = options.read();
        Path file = settings.data().resolve("gatehouse.db");
        if (settings.mongodbUri().isEmpty() && !Files.isRegularFile(file)) {
            spec.commandLine().getErr().println("There is no store at " + file + ": start the server once first.");
            return 1;
        }
        Clock clock = Clock.systemUTC();
        if (settings.mongodbUri().isPresent()) {
            String uri = settings.mongodbUri().get().reveal();
            try (DocumentStore store = MongoDocumentStore.open(uri, clock, MONGODB_BOUND)) {
                print(KeySuccession.of(KeySuccession.storedIn(store), SigningSchedule.of(settings)), clock.instant());
                print(AuditKey.storedIn(store));
            }
        } else {
            print(KeySuccession.of(SigningKeyTable.read(file), SigningSchedule.of(settings)), clock.instant());
            print(AuditKeyTable.read(settings.data().resolve("audit.db")));
        }
        return 0;
    }

    private void print(List<SigningKey> keys, Instant now) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(LINE, "ALGORITHM", "STATE", "SIGNS FROM", "SIGNS UNTIL", "RETIRES", "KEY ID");
        for (SigningKey key : keys) {
            out.printf(
                    LINE,
                    key.algorithm().jws().getName(),
                    key.stateAt(now).name().toLowerCase(Locale.ROOT),
                    time(key.signsFrom()),
                    time(key.signsUntil()),
                    time(key.retiresAt()),
                    key.id().value());
        }
        out.flush();
    }

    /** A key that signs no longer goes on to verify, for as long as the store is kept. */
    private void print(List<AuditKey> keys) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.printf(AUDIT_LINE, "AUDIT KEY", "STATE", "SIGNS FROM", "SIGNS UNTIL", "KEY ID");
        for (int i = 0; i < keys.size(); i++) {
            AuditKey key = keys.get(i);
            boolean last = i == keys.size() - 1;
            out.printf(
                    AUDIT_LINE,
                    key.number(),
                    last ? "signing" : "verifying",
                    time(key.createdAt()),
                    last ? "-" : time(keys.get(i + 1).createdAt()),
                    key.id());
        }
        out.flush();
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
