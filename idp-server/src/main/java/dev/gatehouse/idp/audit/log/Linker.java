package dev.gatehouse.idp.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Puts events in their place: gives them seq and time, links each to the one before, and signs the last.
 *
 * <p>A record is {@code {"event":{…},"link":{…},"v":1}} in canonical form; its hash is SHA-256 over the record domain
 * byte and these bytes. {@code link} holds the chain, its class, the dense seq, the time, {@code expireAt}, the hash of
 * the record before, and
 * <ul>
 *   <li>{@code head: true} on the record whose signature stands beside it: a dropped signature is seen;
 *   <li>{@code oldestIntent} there, the seq from which recovery looks for changes without an outcome;
 *   <li>{@code prevExpireAt} where it differs from its own: whether what is missing at the front may be missing;
 *   <li>{@code previous} on the first record, the end of the chain before: a chain cannot vanish as a whole;
 *   <li>{@code closes: true} on the last record.
 * </ul>
 *
 * <p>Not thread-safe. Changes no state: what it returns counts once it is durable.
 */
public final class Linker {

    /** First byte of what is hashed; keeps records apart from the nodes of a Merkle tree (RFC 6962 section 2.1). */
    static final byte DOMAIN = 'R';

    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Duration> retention;
    private final MessageDigest sha256 = sha256();
    private final CanonicalJson json = new CanonicalJson(4096);
    private final UtcText utc = new UtcText();

    /** A linker that keeps the records of each class for this long after the end of their hour. */
    public Linker(Map<String, Duration> retention) {
        this.retention = Map.copyOf(retention);
    }

    /** A group of one chain: in order, dense, the last one with a head. */
    public List<ChainedRecord> link(ChainState before, List<DraftRecord> drafts, Instant now, HeadSigner signer) {
        List<ChainedRecord> group = new ArrayList<>(drafts.size());
        ChainState state = before;
        for (int i = 0; i < drafts.size(); i++) {
            ChainedRecord record = link(state, drafts.get(i), now, i == drafts.size() - 1, signer);
            group.add(record);
            state = state.after(record);
        }
        return group;
    }

    private ChainedRecord link(ChainState state, DraftRecord draft, Instant now, boolean last, HeadSigner signer) {
        long seq = state.seq() + 1;
        long time = Math.max(micros(now), state.time());
        Instant expireAt = expireAt(time, draft.columns().retention());
        String chain = state.chain().text();
        json.clear();
        json.beginObject().name("event").canonical(draft.event()).name("link").beginObject();
        json.name("chain").string(chain);
        json.name("class").string(draft.columns().retention());
        if (draft.mark() instanceof DraftRecord.Mark.ChainEnd) {
            json.name("closes").bool(true);
        }
        json.name("expireAt").string(utc.seconds(expireAt));
        if (last) {
            json.name("head").bool(true);
            OptionalLong oldest = ChainState.oldest(state.openAfter(draft, seq));
            if (oldest.isPresent()) {
                json.name("oldestIntent").number(oldest.getAsLong());
            }
        }
        json.name("prev").string(BASE64URL.encodeToString(state.hash()));
        if (state.expireAt() != null && !state.expireAt().equals(expireAt)) {
            json.name("prevExpireAt").string(utc.seconds(state.expireAt()));
        }
        if (seq == 1 && state.previous() != null) {
            previous(state.previous());
        }
        json.name("seq").number(seq);
        json.name("time").string(utc.micros(time));
        json.endObject().name("v").number(1).endObject();
        byte[] canonical = json.bytes();
        byte[] hash = hash(canonical);
        String head = last ? signer.head(chain, seq, hash) : null;
        return new ChainedRecord(draft, state.chain(), seq, time, expireAt, canonical, hash, head);
    }

    private void previous(ChainState.End end) {
        json.name("previous").beginObject();
        json.name("chain").string(end.chain().text());
        json.name("expireAt").string(utc.seconds(end.expireAt()));
        json.name("seq").number(end.seq());
        json.endObject();
    }

    /** The hash of a record, from its canonical bytes. */
    public byte[] hash(byte[] canonical) {
        sha256.update(DOMAIN);
        return sha256.digest(canonical);
    }

    /** The end of the record's hour plus the retention of its class, so that records of an hour leave together. */
    private Instant expireAt(long time, String retentionClass) {
        Duration kept = retention.get(retentionClass);
        if (kept == null) {
            throw new IllegalArgumentException("no retention for the class " + retentionClass);
        }
        long second = Math.floorDiv(time, 1_000_000L);
        return Instant.ofEpochSecond((Math.floorDiv(second, HOUR) + 1) * HOUR).plus(kept);
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000L + instant.getNano() / 1_000;
    }

    /** The JDK's own first: it runs on the processor's SHA instructions without leaving Java. */
    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256", "SUN");
        } catch (NoSuchAlgorithmException | java.security.NoSuchProviderException e) {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }
    }
}
