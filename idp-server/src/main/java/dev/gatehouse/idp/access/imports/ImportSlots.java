package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.HashSet;
import java.util.Set;

/** How many imports this node carries out at a time: few, and one of a workspace. */
final class ImportSlots {

    static final int MOST = 2;

    private final Set<WorkspaceId> taken = new HashSet<>();

    /** Taken until it is closed. */
    final class Slot implements AutoCloseable {
        private final WorkspaceId workspace;
        private boolean closed;

        private Slot(WorkspaceId workspace) {
            this.workspace = workspace;
        }

        @Override
        public void close() {
            synchronized (taken) {
                if (!closed) {
                    closed = true;
                    taken.remove(workspace);
                }
            }
        }

        WorkspaceId workspace() {
            return workspace;
        }
    }

    Checked<Slot> take(WorkspaceId workspace) {
        synchronized (taken) {
            if (taken.contains(workspace)) {
                return refused("An import into this workspace is going on.");
            }
            if (taken.size() >= MOST) {
                return refused("This server carries out " + MOST + " imports at a time.");
            }
            taken.add(workspace);
            return new Checked.Valid<>(new Slot(workspace));
        }
    }

    private static Checked<Slot> refused(String detail) {
        return new Checked.Refused<>(new Refusal(429, "too-many-imports", detail));
    }
}
