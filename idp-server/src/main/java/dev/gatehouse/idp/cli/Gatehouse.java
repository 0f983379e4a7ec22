package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.cli.bench.BenchCommand;
import java.util.Arrays;
import java.util.List;
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
        synopsisSubcommandLabel = "COMMAND")
public final class Gatehouse implements Runnable {

    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            StartCommand.class,
            KeysCommand.class,
            DoctorCommand.class,
            AuditCommand.class,
            AclCommand.class,
            BenchCommand.class,
            TrainCommand.class,
            HelpCommand.class);

    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "When a command fails, print where in the code.")
    private boolean stacktrace;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Gatehouse() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(normalized(arguments)));
    }

    /** Reading what a command takes costs milliseconds each, so a line that begins with one knows no other. */
    private static CommandLine commandLine(String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return COMMANDS.stream()
                .filter(command -> command != HelpCommand.class)
                .filter(command -> command.getAnnotation(Command.class).name().equals(first))
                .findFirst()
                .map(command -> commandLine(List.of(command)))
                .orElseGet(Gatehouse::commandLine);
    }

    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        var line = new CommandLine(new Gatehouse());
        // Subcommands get the handlers below only when they are there before.
        commands.forEach(line::addSubcommand);
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
