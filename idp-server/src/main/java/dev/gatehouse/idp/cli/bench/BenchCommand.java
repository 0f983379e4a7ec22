package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures this machine. */
@Command(
        name = "bench",
        description = "Measure this machine: requests a second, latency, CPU, memory, start.",
        footer = {
            "The server and wrk share the machine; CPU per request is the figure to compare.",
            "Behind these come the access engine's figures; bench server and bench access [OBJECTS] show one of both."
        })
public final class BenchCommand implements Callable<Integer> {

    private static final BenchClient CLIENT = new BenchClient("bench", "a-secret-of-a-server-that-lives-for-minutes");

    /** As many people as a company of that size has at its desks. */
    private static final int SESSIONS = 10_000;

    private static final BenchModel MODEL = new BenchModel(10_000);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "5", description = "Rounds; medians are shown. (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "5", description = "Seconds a round takes. (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before the first. (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--connections", defaultValue = "32", description = "Connections at once. (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--starts", defaultValue = "5", description = "Starts to measure. (${DEFAULT-VALUE})")
    private int starts;

    @Option(names = "--only", description = "Only the loads whose name contains this, and nothing else.")
    private @Nullable String only;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        if (!Load.isPossible()) {
            spec.commandLine().getErr().println("The bench needs wrk: apt install wrk, brew install wrk.");
            return 1;
        }
        for (int value : new int[] {rounds, seconds, warmUp, connections, starts}) {
            if (value < 1) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--rounds, --seconds, --warm-up, --connections and --starts are at least 1.");
            }
        }
        Path folder = Files.createTempDirectory("gatehouse-bench");
        try {
            return measure(folder, out) ? 0 : 1;
        } finally {
            delete(folder);
        }
    }

    private boolean measure(Path folder, PrintWriter out) throws IOException, InterruptedException, SQLException {
        MachineSpeed.print(out);
        if (only == null) {
            measureStarts(folder, out);
            new TrailFigures(folder, out).measure(Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
        }
        List<String> browsers = only == null ? browsers(folder) : List.of();
        var all = new ArrayList<Figures>();
        try (ServerProcess server = start(folder);
                var person = new BenchPerson(server)) {
            server.settle();
            out.printf("memory after start          %,d MiB%n", server.residentMib());
            Figures.printHead(out);
            for (Workload workload : workloads(server, person)) {
                if (only == null || workload.name().contains(only)) {
                    all.add(load(folder, server, workload, out));
                }
            }
            out.printf("%nmemory after load           %,d MiB%n", server.residentMib());
            if (!browsers.isEmpty()) {
                Figures.printHead(out);
                all.add(load(folder, server, new AccountPageWorkload(browsers), out));
                out.printf("%nmemory, %,d sessions     %,d MiB%n", browsers.size(), server.residentMib());
            }
        }
        return holds(folder, all, out);
    }

    private static List<String> browsers(Path folder) throws IOException, InterruptedException {
        try (ServerProcess server = start(folder)) {
            CLIENT.createPeople(server, SESSIONS - 1); // beside the administrator
        }
        return LiveSessions.begin(folder.resolve("data"));
    }

    private void measureStarts(Path folder, PrintWriter out) throws IOException {
        try (ServerProcess first = start(folder)) {
            out.printf("%nfirst answer, empty store   %s%n", seconds(first.firstAnswer(), first.cpuOfStart()));
        }
        List<Duration> times = new ArrayList<>();
        List<Duration> cpu = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            try (ServerProcess server = start(folder)) {
                times.add(server.firstAnswer());
                cpu.add(server.cpuOfStart());
            }
        }
        out.printf("first answer after start    %s%n", seconds(Figures.median(times), Figures.median(cpu)));
        out.flush();
    }

    private static String seconds(Duration wall, Duration cpu) {
        return "%.2f s (%.2f s of CPU)".formatted(wall.toMillis() / 1e3, cpu.toMillis() / 1e3);
    }

    private static ServerProcess start(Path folder) throws IOException {
        return ServerProcess.start(
                folder,
                Map.of(
                        "GATEHOUSE_BOOTSTRAP_CLIENT_ID", CLIENT.id(),
                        "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET", CLIENT.secret(),
                        "GATEHOUSE_ADMIN_PASSWORD", BenchPerson.PASSWORD));
    }

    private List<Workload> workloads(ServerProcess server, BenchPerson person)
            throws IOException, InterruptedException {
        BenchClient rsa = CLIENT.registerService(server, "RS256");
        MODEL.make(server, CLIENT);
        String token = CLIENT.token(server);
        return List.of(
                new FormWorkload(
                        "token, client credentials, ES256", "/oauth2/token", CLIENT.headers(), BenchClient.TOKEN_FORM),
                new FormWorkload(
                        "token, client credentials, RS256", "/oauth2/token", rsa.headers(), BenchClient.TOKEN_FORM),
                new FormWorkload("introspection of a JWT", "/oauth2/introspect", CLIENT.headers(), "token=" + token),
                new DecisionWorkload("decision", "/access/v1/evaluation", token, MODEL.single()),
                new DecisionWorkload("decisions, 50 a call", "/access/v1/evaluations", token, MODEL.batches()),
                new RefreshWorkload(person, CLIENT.registerParty(server), connections),
                new SignInWorkload(person));
    }

    private Figures load(Path folder, ServerProcess server, Workload workload, PrintWriter out)
            throws IOException, InterruptedException {
        var figures = new Figures(workload.name());
        int at = workload.connections(connections);
        figures.count(Load.of(Load.script(folder, workload), server.url("/"), at, Duration.ofSeconds(warmUp)));
        for (int round = 0; round < rounds; round++) {
            Path script = Load.script(folder, workload);
            Duration before = server.cpu();
            Load load = Load.of(script, server.url("/"), at, Duration.ofSeconds(seconds));
            figures.add(load, server.cpu().minus(before));
        }
        figures.print(out);
        out.flush();
        return figures;
    }

    /** No answer without a record: the trail holds at least as many records as there were answers. */
    private static boolean holds(Path folder, List<Figures> all, PrintWriter out) throws SQLException {
        long answers = all.stream().mapToLong(Figures::answers).sum();
        long failed = all.stream().mapToLong(Figures::failed).sum();
        long records = RecordCount.in(folder.resolve("data"));
        out.printf("answers %,d, failed %,d, audit records %,d%n", answers, failed, records);
        boolean recorded = records >= answers;
        if (!recorded) {
            out.println("There are answers without a record.");
        }
        return recorded && failed == 0;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
