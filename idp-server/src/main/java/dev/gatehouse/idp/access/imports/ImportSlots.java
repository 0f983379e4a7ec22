package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.HashSet;
import java.util.Set;

/**
 * How many imports this node carries out at a time: few, and one of a subject. Who may import is found out line by line, so
 * a slot of somebody who may change nothing must keep nobody else out of the workspace.
 */
final class ImportSlots {

    static final int MOST = 4;

    private final Set<Subject> taken = new HashSet<>();

    /** Taken until it is closed. */
    final class Slot implements AutoCloseable {
        private final Subject subject;
        private final WorkspaceId workspace;
        private boolean closed;

        private Slot(Subject subject, WorkspaceId workspace) {
            this.subject = subject;
            this.workspace = workspace;
        }

        @Override
        public void close() {
            synchronized (taken) {
                if (!closed) {
                    closed = true;
                    taken.remove(subject);
                }
            }
        }

        WorkspaceId workspace() {
            return workspace;
        }
    }

    Checked<Slot> take(Subject subject, WorkspaceId workspace) {
        synchronized (taken) {
            if (taken.contains(subject)) {
                return refused("An import of yours is going on.");
            }
            if (taken.size() >= MOST) {
                return refused("This server carries out " + MOST + " imports at a time.");
            }
            taken.add(subject);
            return new Checked.Valid<>(new Slot(subject, workspace));
        }
    }

    private static Checked<Slot> refused(String detail) {
        return new Checked.Refused<>(new Refusal(429, "too-many-imports", detail));
    }
}
