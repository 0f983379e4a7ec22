package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The model of one workspace as far as its log was applied, and the models of some revisions before. */
final class WorkspaceModels {

    private static final int KEPT = 64;

    /** Held by the one who applies records. Readers never take it. */
    final ReentrantLock writing = new ReentrantLock();

    final ModelWriter writer = new ModelWriter();
    private final Deque<Model> recent = new ArrayDeque<>();
    private volatile Model head;

    WorkspaceModels(Model first) {
        head = first;
        recent.add(first);
    }

    Model head() {
        return head;
    }

    void advance(Model next) {
        synchronized (recent) {
            recent.addLast(next);
            if (recent.size() > KEPT) {
                recent.removeFirst();
            }
        }
        head = next;
    }

    /** The newest model not beyond a position, of those that were reached lately. */
    @Nullable Model recentUpTo(long position) {
        synchronized (recent) {
            for (Model model : recent.reversed()) {
                if (model.position() <= position) {
                    return model;
                }
            }
        }
        return null;
    }
}
