package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.config.StartNotice;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts the server and stays until it is told to stop. */
@Command(name = "start", description = "Start the server.")
final class StartCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read();
        ConfigurableApplicationContext context = GatehouseServer.start(options.overrides());
        var closed = new CountDownLatch(1);
        context.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                closed.countDown();
            }
        });
        greet(context, settings);
        closed.await();
        return 0;
    }

    private void greet(ConfigurableApplicationContext context, Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        // Of this virtual machine: the process is older by what the launcher built in it.
        Duration taken = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        Settings.Server server = context.getBean(Settings.class).server();
        out.println();
        out.printf("Gatehouse listens at %s (started in %.1f s)%n", server.issuer(), taken.toMillis() / 1000.0);
        line(out, "Health", "http://%s:%d/health/ready".formatted(server.managementAddress(), server.managementPort()));
        if (settings.mongodbUri().isEmpty()) {
            line(out, "Data", settings.data().toAbsolutePath().normalize().toString());
        }
        context.getBeanProvider(StartNotice.class)
                .orderedStream()
                .forEach(notice -> line(out, notice.label(), notice.text()));
        line(out, "Stop with", "Ctrl-C");
        out.println();
        out.flush();
    }

    private static void line(PrintWriter out, String label, String text) {
        out.printf("  %-16s%s%n", label, text);
    }
}
