package dev.gatehouse.idp.storage.mongo;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Set;

/**
 * What the driver did for the write that this thread is waiting for: whether a command left for the server, and whether
 * one was not answered or answered with a failure, after which the driver repeats it by itself.
 *
 * <p>The driver calls its listeners on the thread that waits for the command, and gives no other way to know.
 */
final class WriteTrace {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

    private static final ThreadLocal<WriteTrace> CURRENT = new ThreadLocal<>();

    private boolean sent;
    private boolean failed;

    private WriteTrace() {}

    /** Follows the next attempt of this thread. */
    static WriteTrace begin() {
        var trace = new WriteTrace();
        CURRENT.set(trace);
        return trace;
    }

    static void end() {
        CURRENT.remove();
    }

    /** Whether the server may have got a write. */
    boolean sent() {
        return sent;
    }

    /** Whether a write was sent that may have happened without our knowing. */
    boolean failed() {
        return failed;
    }

    static CommandListener listener() {
        return new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                WriteTrace trace = CURRENT.get();
                if (trace != null && WRITES.contains(event.getCommandName())) {
                    trace.sent = true;
                }
            }

            @Override
            public void commandFailed(CommandFailedEvent event) {
                WriteTrace trace = CURRENT.get();
                if (trace != null && WRITES.contains(event.getCommandName())) {
                    trace.failed = true;
                }
            }
        };
    }
}
