package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.cli.bench.BenchCommand;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point of the command line. */
@Command(
        name = "gatehouse",
        description = "Identity and access management: sign-in, tokens and a provable audit trail.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StartCommand.class,
            KeysCommand.class,
            DoctorCommand.class,
            AuditCommand.class,
            AclCommand.class,
            BenchCommand.class,
            TrainCommand.class,
            HelpCommand.class
        })
public final class Gatehouse implements Runnable {

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "When a command fails, print where in the code.")
    private boolean stacktrace;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Gatehouse() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(normalized(arguments)));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Gatehouse());
        addHelp(line);
        return line.setParameterExceptionHandler(Gatehouse::refuse).setExecutionExceptionHandler(Gatehouse::fail);
    }

    /** To each command but {@code help}, which has the option already. */
    private static void addHelp(CommandLine line) {
        if (line.getCommandSpec().findOption("--help") == null) {
            line.getCommandSpec()
                    .addOption(OptionSpec.builder("-h", "--help")
                            .usageHelp(true)
                            .description("Show what the command does and takes.")
                            .build());
        }
        line.getSubcommands().values().forEach(Gatehouse::addHelp);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command; ./gatehouse help lists them.");
    }

    /** {@code --gatehouse.port=1} is the property {@code -Dgatehouse.port=1}. */
    static String[] normalized(String[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument.startsWith("--gatehouse.") ? "-D" + argument.substring(2) : argument)
                .toArray(String[]::new);
    }

    /** A wrong word or setting is answered by what is wrong alone: the usage would push it off the screen. */
    private static int refuse(ParameterException refused, String[] arguments) {
        CommandLine line = refused.getCommandLine();
        line.getErr().println(refused.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(refused, line.getErr());
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int fail(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        line.getErr().println(line.getCommandName() + ": " + (message == null ? root.toString() : message));
        Gatehouse gatehouse = line.getCommandSpec().root().commandLine().getCommand();
        if (gatehouse.stacktrace) {
            failure.printStackTrace(line.getErr());
        } else {
            line.getErr().println("(--stacktrace shows where)");
        }
        return line.getCommandSpec().exitCodeOnExecutionException();
    }
}
