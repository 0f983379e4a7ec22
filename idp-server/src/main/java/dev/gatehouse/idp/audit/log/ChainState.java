package dev.gatehouse.idp.audit.log;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a chain stands: its last record, the announced changes without an outcome, and the chain before it.
 *
 * @param seq the last seq, 0 before the first record
 * @param hash the hash of the last record; before the first, that of the previous chain's last record or zeros
 * @param openIntents event id of each announced change without an outcome, with its seq, oldest first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never changed after it was built
public record ChainState(
        ChainId chain,
        long seq,
        byte[] hash,
        long time,
        @Nullable Instant expireAt,
        Map<String, Long> openIntents,
        @Nullable End previous) {

    /** The last record of a chain that is closed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never changed after it was built
    public record End(ChainId chain, long seq, byte[] hash, long time, Instant expireAt) {}

    public ChainState {
        openIntents = Collections.unmodifiableMap(openIntents);
    }

    /** A chain without a record yet, after the one that it continues, if any. */
    public static ChainState opening(ChainId chain, @Nullable End previous) {
        return previous == null
                ? new ChainState(chain, 0, new byte[32], 0, null, Map.of(), null)
                : new ChainState(chain, 0, previous.hash(), previous.time(), null, Map.of(), previous);
    }

    /** A chain that another process left behind. */
    public static ChainState resumed(End last, Map<String, Long> openIntents) {
        return new ChainState(last.chain(), last.seq(), last.hash(), last.time(), last.expireAt(), openIntents, null);
    }

    ChainState after(ChainedRecord record) {
        return new ChainState(
                chain,
                record.seq(),
                record.hash(),
                record.time(),
                record.expireAt(),
                openAfter(record.draft(), record.seq()),
                previous);
    }

    Map<String, Long> openAfter(DraftRecord draft, long place) {
        return switch (draft.mark()) {
            case DraftRecord.Mark.None _, DraftRecord.Mark.ChainEnd _ -> openIntents;
            case DraftRecord.Mark.Intent _ -> {
                var open = new LinkedHashMap<>(openIntents);
                open.put(draft.columns().id(), place);
                yield open;
            }
            case DraftRecord.Mark.OutcomeOf(String intent) -> without(intent);
            case DraftRecord.Mark.RecoveredOutcomeOf(String intent) -> without(intent);
        };
    }

    private Map<String, Long> without(String intent) {
        if (!openIntents.containsKey(intent)) {
            return openIntents;
        }
        var open = new LinkedHashMap<>(openIntents);
        open.remove(intent);
        return open;
    }

    static OptionalLong oldest(Map<String, Long> open) {
        return open.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(open.values().iterator().next());
    }
}
