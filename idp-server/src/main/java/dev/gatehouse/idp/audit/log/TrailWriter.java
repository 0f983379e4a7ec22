package dev.gatehouse.idp.audit.log;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the chains of this process: one thread that takes everything waiting, links it, signs one head per chain,
 * stores it with one durable write and releases the waiters (group commit).
 *
 * <p>A group that was not acknowledged is settled before the next one is linked, by reading what stands at its place:
 * a seq never holds two contents and none is left out. While that cannot be read nothing else is appended, and callers
 * are refused at their deadline. A record that became durable after its caller had given up is followed by one that
 * says so. A record of another writer in a chain of ours ends the writer: from then on every caller is refused.
 */
public final class TrailWriter {

    private static final long SETTLE_AGAIN_MILLIS = 50;
    private static final long IDLE_MILLIS = 500;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    private final TrailStore store;
    private final Linker linker;
    private final Supplier<HeadSigner> signer;
    private final Clock clock;
    private final WriterLimits limits;
    private final TrailObserver observer;
    private final Function<DraftRecord, Optional<DraftRecord>> unanswered;

    private final BlockingQueue<Waiting> queue;
    private final Deadlines deadlines;
    private final Map<String, ChainState> chains = new LinkedHashMap<>();
    private final Set<String> classes;
    private final Deque<DraftRecord> owed = new ArrayDeque<>();
    private final Thread thread;
    private @Nullable Group unsettled;
    private boolean failing;
    private @Nullable Throwable unsettledBecause;
    private volatile Set<String> openIntents = Set.of();
    private volatile @Nullable String refusing;
    private volatile List<DraftRecord> endings = List.of();

    /**
     * A writer to these chains, one for each retention class. Appends nothing before {@link #start}.
     *
     * @param signer the key that is in force
     * @param unanswered makes the record that follows one whose caller had given up when it became durable
     */
    public TrailWriter(
            TrailStore store,
            Linker linker,
            Map<String, ChainState> open,
            Supplier<HeadSigner> signer,
            Clock clock,
            WriterLimits limits,
            TrailObserver observer,
            Function<DraftRecord, Optional<DraftRecord>> unanswered) {
        this.store = store;
        this.linker = linker;
        this.signer = signer;
        this.clock = clock;
        this.limits = limits;
        this.observer = observer;
        this.unanswered = unanswered;
        this.queue = new ArrayBlockingQueue<>(limits.waiting());
        this.deadlines = new Deadlines(limits.deadline());
        this.chains.putAll(open);
        this.classes = Set.copyOf(open.keySet());
        this.thread = Thread.ofPlatform().name("audit-writer").daemon().unstarted(this::run);
    }

    public void start() {
        deadlines.start();
        thread.start();
    }

    /** Returns when the record is durable; else throws {@link TrailUnavailable}, at the deadline at the latest. */
    public void append(DraftRecord draft) {
        if (!classes.contains(draft.columns().retention())) {
            throw new IllegalArgumentException(
                    "no chain for the class " + draft.columns().retention());
        }
        String refusal = refusing;
        if (refusal != null) {
            throw new TrailUnavailable(refusal, null);
        }
        var waiting = Waiting.here(draft);
        if (!queue.offer(waiting)) {
            throw new TrailUnavailable(limits.waiting() + " records are waiting already, which is the limit", null);
        }
        deadlines.watch(waiting);
        waiting.await(limits.deadline());
    }

    /** Whether the change that this event announced has no durable outcome yet. */
    public boolean isOpen(String intent) {
        return openIntents.contains(intent);
    }

    /** Takes no more records, stores what is waiting and these last ones, and ends; false when it could not. */
    public boolean close(List<DraftRecord> last) {
        if (refusing == null) {
            endings = List.copyOf(last);
            refusing = "the audit trail is closed";
        }
        try {
            return thread.join(LONGEST_CLOSE) && unsettled == null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            while (!done()) {
                if (unsettled != null && !settle(unsettled)) {
                    TimeUnit.MILLISECONDS.sleep(SETTLE_AGAIN_MILLIS);
                } else {
                    write(take());
                }
            }
        } catch (InterruptedException _) {
            refusing = "the audit trail was interrupted";
        } catch (Group.ForeignRecord e) {
            observer.failed("the writer ends", e);
            refusing = e.getMessage();
        } catch (RuntimeException | Error e) {
            observer.failed("the writer ends", e);
            refusing = "the audit trail has failed and needs a restart";
        } finally {
            var closed = new TrailUnavailable("the audit trail is closed", null);
            for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
                left.failed(closed);
            }
            deadlines.end();
        }
    }

    private boolean done() {
        return refusing != null && unsettled == null && queue.isEmpty() && owed.isEmpty() && endings.isEmpty();
    }

    private List<Waiting> take() throws InterruptedException {
        boolean wait = refusing == null && (owed.isEmpty() || failing);
        Waiting first = wait ? queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS) : queue.poll();
        List<Waiting> taken = new ArrayList<>();
        owed.forEach(draft -> taken.add(Waiting.owed(draft)));
        owed.clear();
        if (first != null) {
            taken.add(first);
            queue.drainTo(taken, Math.max(0, limits.group() - taken.size()));
        } else if (refusing != null && taken.isEmpty()) {
            endings.forEach(draft -> taken.add(Waiting.owed(draft)));
            endings = List.of();
        }
        taken.removeIf(waiting -> !waiting.take());
        return taken;
    }

    private void write(List<Waiting> taken) {
        Group group = link(taken);
        List<ChainedRecord> records = group.records();
        if (records.isEmpty()) {
            return;
        }
        long begin = System.nanoTime();
        try {
            store.append(records);
        } catch (TrailStoreFailed e) {
            notAcknowledged(group, e, e.mayBeStored());
            return;
        } catch (RuntimeException e) {
            notAcknowledged(group, e, true);
            return;
        }
        failing = false;
        conclude(group.stored());
        observer.appended(records.size(), System.nanoTime() - begin);
    }

    private Group link(List<Waiting> taken) {
        List<Group.Run> runs = new ArrayList<>();
        chains.forEach((retention, state) -> {
            List<Waiting> own = new ArrayList<>();
            for (Waiting waiting : taken) {
                if (waiting.draft().columns().retention().equals(retention) && !superseded(waiting, state)) {
                    own.add(waiting);
                }
            }
            if (!own.isEmpty()) {
                List<DraftRecord> drafts = own.stream().map(Waiting::draft).toList();
                runs.add(new Group.Run(
                        retention, state, own, linker.link(state, drafts, clock.instant(), signer.get())));
            }
        });
        return new Group(runs);
    }

    private static boolean superseded(Waiting waiting, ChainState state) {
        if (waiting.draft().mark() instanceof DraftRecord.Mark.RecoveredOutcomeOf(String intent)
                && !state.openIntents().containsKey(intent)) {
            waiting.durable();
            return true;
        }
        return false;
    }

    private void notAcknowledged(Group group, RuntimeException why, boolean mayBeStored) {
        failing = true;
        observer.failed("a group was not acknowledged", why);
        if (mayBeStored) {
            unsettled = group;
            unsettledBecause = why;
        } else {
            conclude(group.notStored(why));
        }
    }

    private boolean settle(Group group) {
        try {
            conclude(group.settled(store, unsettledBecause));
        } catch (TrailStoreFailed e) {
            observer.failed("what became of a group cannot be read", e);
            return false;
        }
        unsettled = null;
        unsettledBecause = null;
        return true;
    }

    private void conclude(Group.Ended ended) {
        chains.putAll(ended.after());
        Set<String> open = new HashSet<>();
        chains.values().forEach(state -> open.addAll(state.openIntents().keySet()));
        openIntents = open;
        ended.abandoned().forEach(draft -> unanswered.apply(draft).ifPresent(owed::add));
        if (refusing == null) {
            owed.addAll(ended.owed());
        }
    }
}
