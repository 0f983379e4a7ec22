package dev.gatehouse.idp.access.changes;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many previews a node works out at once, those of commits with a digest included. Each may take a core for five
 * seconds, and sign-in and checks are to go on meanwhile; who comes when all are taken is told so at once.
 */
public final class PreviewLimit {

    private final int most;
    private final Semaphore free;

    public PreviewLimit(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Half of the cores, and one at least. */
    public static PreviewLimit ofThisMachine() {
        return new PreviewLimit(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    <T> Checked<T> within(Supplier<Checked<T>> work) {
        if (!free.tryAcquire()) {
            return new Checked.Refused<>(new Refusal(
                    503,
                    "too-many-previews",
                    "This node works out " + most + " previews at once, no more; try again."));
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }
}
