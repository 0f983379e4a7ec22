package dev.gatehouse.idp.cli;

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

/** Lists the signing keys; needs no secret and changes nothing, server running or not. */
@Command(name = "list", description = "List the signing keys: which one signs, since when, until when.")
final class KeysListCommand implements Callable<Integer> {

    private static final String LINE = "%-9s %-10s %-22s %-22s %-22s %s%n";

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
        print(KeySuccession.of(stored(settings, file, clock), SigningSchedule.of(settings)), clock.instant());
        return 0;
    }

    private static List<KeySuccession.Entry> stored(Settings settings, Path file, Clock clock) throws SQLException {
        if (settings.mongodbUri().isEmpty()) {
            return SigningKeyTable.read(file);
        }
        String uri = settings.mongodbUri().get().reveal();
        try (DocumentStore store = MongoDocumentStore.open(uri, clock, MONGODB_BOUND)) {
            return KeySuccession.storedIn(store);
        }
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

    private static String time(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
