package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.config.SigningSchedule;
import dev.gatehouse.idp.keys.KeySuccession;
import dev.gatehouse.idp.keys.SigningKey;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
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

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws SQLException {
        Settings settings = options.read();
        Path store = settings.data().resolve("gatehouse.db");
        if (!Files.isRegularFile(store)) {
            spec.commandLine().getErr().println("There is no store at " + store + ": start the server once first.");
            return 1;
        }
        List<SigningKey> keys = KeySuccession.of(SigningKeyTable.read(store), SigningSchedule.of(settings));
        print(keys, Clock.systemUTC().instant());
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

    private static String time(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
