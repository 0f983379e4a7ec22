package dev.gatehouse.idp.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/**
 * What {@code ./gatehouse audit verify} says of a trail.
 *
 * @param status 0 intact, 1 findings, 2 not checked
 */
public record VerifiedTrail(int status, String report) {

    /** Verifies the trail in a data folder, server running or not. */
    public static VerifiedTrail in(Path data) {
        var text = new StringWriter();
        var out = new PrintWriter(text, true);
        int status =
                Gatehouse.commandLine().setOut(out).setErr(out).execute("audit", "verify", "--data", data.toString());
        return new VerifiedTrail(status, text.toString());
    }
}
