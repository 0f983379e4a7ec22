package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.audit.verify.TrailVerifier;
import dev.gatehouse.idp.audit.verify.VerificationReport;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.keys.CryptoProviders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reads the whole trail and says whether it is as it was written; changes nothing and needs no secret. */
@Command(
        name = "verify",
        description = {
            "Check that no record of the audit trail was changed, dropped or forged.",
            "Exit status: 0 intact, 1 findings, 2 could not be checked."
        })
final class AuditVerifyCommand implements Callable<Integer> {

    private static final int INTACT = 0;
    private static final int FINDINGS = 1;
    private static final int NOT_CHECKED = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws IOException, SQLException {
        Settings settings = options.read();
        Path store = settings.data().resolve("audit.db");
        Path trustFile = settings.data().resolve("audit-trust");
        PrintWriter out = spec.commandLine().getOut();
        String trust = settings.audit().trust().orElse(null);
        if (trust == null && Files.isRegularFile(trustFile)) {
            trust = Files.readString(trustFile, StandardCharsets.US_ASCII).strip();
        }
        if (trust == null) {
            spec.commandLine()
                    .getErr()
                    .println("There is neither GATEHOUSE_AUDIT_TRUST nor " + trustFile
                            + ": say which signing key to trust.");
            return NOT_CHECKED;
        }
        CryptoProviders.install();
        long begin = System.nanoTime();
        VerificationReport report;
        try (var source = new SqliteTrailSource(store)) {
            report = new TrailVerifier(trust, Clock.systemUTC().instant()).verify(source);
        } catch (NoSuchFileException e) {
            spec.commandLine().getErr().println("There is no audit trail at " + e.getMessage() + ".");
            return NOT_CHECKED;
        }
        print(report, trust, Duration.ofNanos(System.nanoTime() - begin), out);
        return report.intact() ? INTACT : FINDINGS;
    }

    private static void print(VerificationReport report, String trust, Duration took, PrintWriter out) {
        report.findings().forEach(out::println);
        if (report.findingCount() > report.findings().size()) {
            out.printf(
                    "and %,d more findings%n",
                    report.findingCount() - report.findings().size());
        }
        double seconds = Math.max(took.toNanos(), 1) / 1e9;
        out.printf(
                "%,d records in %,d chains, %,d signed heads, trusted key %s (%d in all)%n",
                report.records(), report.chains(), report.heads(), trust, report.trustedKeys());
        out.printf("%,.0f records/s, %.1f s%n", report.records() / seconds, seconds);
        out.println(report.intact() ? "INTACT" : "NOT INTACT: " + report.findingCount() + " findings");
    }
}
