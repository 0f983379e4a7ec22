package dev.gatehouse.idp.cli;

import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.config.StartNotice;
import dev.gatehouse.idp.keys.CryptoProviders;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
        CryptoProviders.prepare();
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
        // Of this virtual machine: the process is older by what the launcher built in it.
        Duration taken = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        Settings.Server server = context.getBean(Settings.class).server();
        var notices = new ArrayList<StartNotice>();
        notices.add(new StartNotice(
                "Health", "http://%s:%d/health/ready".formatted(server.managementAddress(), server.managementPort())));
        if (settings.mongodbUri().isEmpty()) {
            notices.add(new StartNotice(
                    "Data", settings.data().toAbsolutePath().normalize().toString()));
        }
        context.getBeanProvider(StartNotice.class).orderedStream().forEach(notices::add);
        notices.add(new StartNotice("Stop with", "Ctrl-C"));
        String title =
                "Gatehouse listens at %s (started in %.1f s)".formatted(server.issuer(), taken.toMillis() / 1000.0);
        new Greeting(title, notices)
                .print(
                        settings.mode(),
                        context.getBean(Clock.class),
                        spec.commandLine().getOut());
    }
}
