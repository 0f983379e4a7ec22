package dev.gatehouse.idp.cli;

/** The entry point of the command line. */
public final class Gatehouse {

    private Gatehouse() {}

    public static void main(String[] arguments) {
        dev.gatehouse.idp.config.GatehouseServer.main(arguments);
    }
}
