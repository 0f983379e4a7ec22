package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelWriter;
import dev.gatehouse.acl.model.SnapshotReader;
import dev.gatehouse.acl.model.SnapshotReader.Loaded;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Makes a workspace's model as it was at a position: the latest snapshot not beyond it, and the records since. */
final class ModelLoader {

    /** Read at once. Each may hold a thousand changes, and whoever asks about the past makes a node read them. */
    private static final int RECORDS = 64;

    private final AccessLog log;
    private final ImpliedObjects implied;

    ModelLoader(AccessLog log, ImpliedObjects implied) {
        this.log = log;
        this.implied = implied;
    }

    /** A snapshot that is missing or broken costs time and nothing else: it says what the log says. */
    Model start(WorkspaceId workspace, long atMost) {
        Optional<Iterator<byte[]>> chunks = log.snapshot(workspace, atMost);
        if (chunks.isPresent()
                && SnapshotReader.read(chunks.get(), implied) instanceof Loaded(Model model)
                && model.workspace().equals(workspace)
                && model.position() <= atMost) {
            return model;
        }
        return Model.empty(workspace, implied);
    }

    /** Supplies the model of {@code system} at a position or later. */
    interface SystemModels {
        Model atLeast(long position);
    }

    /** Applies what the log holds after a model, up to a position; the log may end before. */
    Model forward(Model model, long atMost, ModelWriter writer, SystemModels system) {
        Model reached = model;
        while (reached.position() < atMost) {
            int limit = (int) Math.min(RECORDS, atMost - reached.position());
            List<LogRecord> records = log.read(model.workspace(), reached.position(), limit);
            for (LogRecord record : records) {
                Model there = record.workspace().isSystem() ? reached : system.atLeast(record.systemPosition());
                reached = writer.apply(reached, there, record);
            }
            if (records.size() < limit) {
                return reached;
            }
        }
        return reached;
    }
}
