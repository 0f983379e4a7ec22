package dev.gatehouse.idp.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about keys. */
@Command(
        name = "keys",
        description = "List and rotate keys.",
        subcommands = {KeysListCommand.class, KeysRotateCommand.class})
final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: keys list, keys rotate");
    }
}
