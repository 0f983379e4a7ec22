package dev.gatehouse.idp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What holds for every command. */
class GatehouseTest {

    @Test
    void helpsWhenAnyCommandIsAskedThenShowsItsUsageAndDoesNothing() {
        List<List<String>> commands = new ArrayList<>();
        collect(Gatehouse.commandLine(), List.of(), commands);
        assertThat(commands).contains(List.of("start"), List.of("acl", "test"), List.of("bench"));
        for (List<String> command : commands) {
            var out = new StringWriter();
            var arguments = new ArrayList<>(command);
            arguments.add("--help");
            int status = Gatehouse.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute(arguments.toArray(String[]::new));
            assertThat(status).as("%s", command).isZero();
            assertThat(out.toString()).startsWith("Usage: gatehouse " + String.join(" ", command));
        }
    }

    private static void collect(CommandLine line, List<String> path, List<List<String>> commands) {
        line.getSubcommands().forEach((name, sub) -> {
            if (!name.equals("help")) {
                var below = new ArrayList<>(path);
                below.add(name);
                commands.add(below);
                collect(sub, below, commands);
            }
        });
    }
}
