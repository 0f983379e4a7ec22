package dev.gatehouse.idp.audit.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one durable write carries: of each chain a run of linked records, with their waiters in the same order. */
final class Group {

    /** The records of one chain. */
    record Run(String retention, ChainState before, List<Waiting> waiting, List<ChainedRecord> records) {}

    /**
     * How it ended.
     *
     * @param after where each chain stands now
     * @param abandoned records that are stored although their waiter has gone
     * @param owed records that nobody waits for and that are not stored
     */
    record Ended(Map<String, ChainState> after, List<DraftRecord> abandoned, List<DraftRecord> owed) {}

    /** Another process has written where this one was about to. */
    static final class ForeignRecord extends RuntimeException {

        private static final long serialVersionUID = 1;

        ForeignRecord(ChainedRecord ours) {
            super("chain " + ours.chain().text() + " holds a record of another writer at seq " + ours.seq());
        }
    }

    private final List<Run> runs;

    Group(List<Run> runs) {
        this.runs = List.copyOf(runs);
    }

    List<ChainedRecord> records() {
        List<ChainedRecord> all = new ArrayList<>();
        runs.forEach(run -> all.addAll(run.records()));
        return all;
    }

    /** Everything is stored. */
    Ended stored() {
        return end(runs.stream().mapToInt(run -> run.records().size()).toArray(), null);
    }

    /** Nothing is stored. */
    Ended notStored(Throwable why) {
        return end(new int[runs.size()], why);
    }

    /** Looks how much is stored. */
    Ended settled(TrailStore store, @Nullable Throwable why) {
        return end(runs.stream().mapToInt(run -> storedOf(run, store)).toArray(), why);
    }

    private static int storedOf(Run run, TrailStore store) {
        List<ChainedRecord> ours = run.records();
        List<byte[]> found = store.read(run.before().chain(), ours.getFirst().seq(), ours.size());
        for (int i = 0; i < found.size(); i++) {
            if (!Arrays.equals(found.get(i), ours.get(i).canonical())) {
                throw new ForeignRecord(ours.get(i));
            }
        }
        return found.size();
    }

    private Ended end(int[] stored, @Nullable Throwable why) {
        var ended = new Ended(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < stored.length; i++) {
            Run run = runs.get(i);
            ChainState state = run.before();
            for (int k = 0; k < run.records().size(); k++) {
                Waiting waiting = run.waiting().get(k);
                if (k < stored[i]) {
                    state = state.after(run.records().get(k));
                    if (!waiting.durable()) {
                        ended.abandoned().add(waiting.draft());
                    }
                } else if (waiting.isOwed()) {
                    ended.owed().add(waiting.draft());
                } else {
                    waiting.failed(why);
                }
            }
            ended.after().put(run.retention(), state);
        }
        return ended;
    }
}
