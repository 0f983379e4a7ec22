package dev.gatehouse.idp.access.log;

import static dev.gatehouse.idp.access.log.Node.ACME;
import static dev.gatehouse.idp.access.log.Node.in;

import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A process that puts users into a role until it is killed, and says on its standard output, one line each, who is in:
 * {@code committed user:… r1.0}.
 */
final class CommittingNode {

    static final int THREADS = 4;

    private CommittingNode() {}

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        var node = new Node(SqliteDocumentStore.open(Path.of(arguments[0]), Clock.systemUTC()));
        node.makeScene();
        Stream.generate(() -> Thread.ofPlatform().unstarted(() -> commitForever(node, out)))
                .limit(THREADS)
                .forEach(Thread::start);
    }

    private static void commitForever(Node node, PrintStream out) {
        while (true) {
            String user = "user:" + UUID.randomUUID();
            out.println("committed " + user + " " + node.make(ACME, in("staff", user)));
        }
    }
}
