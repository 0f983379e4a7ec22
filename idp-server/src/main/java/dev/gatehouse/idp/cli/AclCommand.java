package dev.gatehouse.idp.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the access model. */
@Command(
        name = "acl",
        description = "Try out access models, and import who may do what.",
        subcommands = {AclTestCommand.class, AclImportCommand.class})
final class AclCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do: acl test FILE or acl import FILE");
    }
}
