package dev.gatehouse.idp.access.imports;

import dev.gatehouse.idp.api.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer to an import: JSON lines that say how far it is, and a last one that says how it ended. Many clients read
 * nothing before they have sent all, so all of it together must fit into what the network keeps for them.
 */
final class ImportAnswer {

    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofSeconds(10);

    private final OutputStream out;
    private final LongSupplier nanoTime;
    private final long begunAt;
    private long toldAt;
    private boolean gone;

    ImportAnswer(OutputStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.begunAt = nanoTime.getAsLong();
        this.toldAt = begunAt;
    }

    /** Says how far it is, once a second for a minute and then more seldom. */
    void progress(Applied applied) throws IOException {
        if (gone) {
            throw new IOException("Nobody reads the answer");
        }
        long now = nanoTime.getAsLong();
        Duration pause = now - begunAt < Duration.ofMinutes(1).toNanos() ? OFTEN : SELDOM;
        if (now - toldAt >= pause.toNanos()) {
            toldAt = now;
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.set("progress", json(applied));
            write(line);
        }
    }

    /** Names a line that a dry run would not have applied. */
    void refused(LineFault fault) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        add(line.putObject("refused"), fault);
        writeQuietly(line);
    }

    void end(ImportEnd end, boolean dryRun) {
        LineFault stop = end.stop().orElse(null);
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("result", stop == null ? "complete" : "stopped").put("dryRun", dryRun);
        line.set("applied", json(end.applied()));
        line.put("revision", end.applied().revision());
        if (stop != null) {
            add(line, stop);
            line.put("resumeFrom", stop.line());
        }
        if (dryRun) {
            line.put("refusedLines", end.refused());
        }
        writeQuietly(line);
    }

    private static void add(ObjectNode to, LineFault fault) {
        to.put("line", fault.line()).put("code", fault.code()).put("detail", fault.detail());
        if (!fault.errors().isEmpty()) {
            var errors = to.putArray("errors");
            for (Violation error : fault.errors()) {
                errors.addObject()
                        .put("pointer", error.pointer())
                        .put("code", error.code())
                        .put("detail", error.detail());
            }
        }
    }

    private static ObjectNode json(Applied applied) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("lines", applied.lines())
                .put("changes", applied.changes())
                .put("records", applied.records());
    }

    private void writeQuietly(ObjectNode line) {
        try {
            write(line);
        } catch (IOException nobodyReads) {
            gone = true;
        }
    }

    private void write(ObjectNode line) throws IOException {
        if (!gone) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
