package dev.gatehouse.idp.access.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client of another make asks what a decision file says: the todo application of the AuthZEN interoperability events. */
class DecisionFileIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static String file(String name) throws Exception {
        return Path.of(Objects.requireNonNull(DecisionFileIT.class.getResource("/authzen/" + name), name)
                        .toURI())
                .toString();
    }

    /** Skips the test, loudly, where there is no Python. */
    private static void requirePython() throws InterruptedException {
        try {
            new ProcessBuilder("python3", "--version").start().waitFor();
        } catch (IOException missing) {
            System.err.println("SKIPPED: AuthZEN is NOT tested by a client of another make, python3 is needed");
            Assumptions.abort("python3 is missing");
        }
    }

    @Test
    void decidesWhenAnotherClientAsksThenAsTheFileSays() throws Exception {
        requirePython();
        Process client = new ProcessBuilder(List.of(
                        "python3",
                        file("decide.py"),
                        URI.create(SERVER.issuer()).toString(),
                        TestServer.BOOTSTRAP_ID,
                        TestServer.BOOTSTRAP_SECRET,
                        file("todo-decisions.json")))
                .redirectErrorStream(true)
                .start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor()).as(said).isZero();
        assertThat(said).containsPattern("(?m)^([0-9]{3,}) of \\1 as expected$");
    }
}
