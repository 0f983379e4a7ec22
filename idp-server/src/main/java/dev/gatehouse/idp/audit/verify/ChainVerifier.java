package dev.gatehouse.idp.audit.verify;

import dev.gatehouse.idp.audit.verify.Finding.Kind;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies one chain, whose rows come in the order of their seq.
 *
 * <p>A trusted head proves its record, and the {@code prev} of a proven record proves the one before. So the records
 * since the last proven one are kept until a head proves them backwards: that tells which of two neighbours that do not
 * fit was changed.
 */
final class ChainVerifier {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final int LONGEST_RUN = 100_000;

    /** What remains of a record once its row was looked at; its claims are absent when it cannot be read. */
    private record Entry(long seq, String hash, @Nullable String prev, boolean claimsHead, boolean goodHead) {}

    private final String chain;
    private final TrustedKeys keys;
    private final MessageDigest sha256;
    private final Findings findings;
    private final long now;

    private final List<Entry> run = new ArrayList<>();
    private @Nullable Entry last;
    private @Nullable Claims first;
    private @Nullable Claims lastClaims;
    private long records;
    private long heads;

    ChainVerifier(String chain, TrustedKeys keys, MessageDigest sha256, Findings findings, long now) {
        this.chain = chain;
        this.keys = keys;
        this.sha256 = sha256;
        this.findings = findings;
        this.now = now;
    }

    void add(TrailRow row) {
        records++;
        Entry before = last;
        if (before != null && row.seq() == before.seq()) {
            findings.add(Kind.FORKED, chain, row.seq(), "two records claim this place");
            return;
        }
        Claims claims = claims(row);
        if (before == null) {
            first = claims;
            front(row, claims);
        } else {
            follows(before, row, claims);
        }
        Entry entry = entry(row, claims);
        run.add(entry);
        last = entry;
        lastClaims = claims;
        if (entry.goodHead()) {
            heads++;
            prove(true);
        } else if (run.size() == LONGEST_RUN) {
            prove(false);
        }
    }

    /** Whether the row is a record at all, and its columns repeat it. */
    private @Nullable Claims claims(TrailRow row) {
        try {
            Claims claims = Claims.of(row.record());
            claims.differingColumn(row)
                    .ifPresent(column -> findings.add(
                            Kind.ALTERED, chain, row.seq(), "the column " + column + " differs from the record"));
            return claims;
        } catch (NotCanonical | Claims.Malformed e) {
            findings.add(Kind.ALTERED, chain, row.seq(), "the record cannot be read: " + e.getMessage());
            return null;
        }
    }

    private Entry entry(TrailRow row, @Nullable Claims claims) {
        sha256.update((byte) 'R');
        byte[] hash = sha256.digest(row.record());
        boolean claimsHead = claims != null && claims.head();
        if (claims != null && !claimsHead && row.head() != null) {
            findings.add(Kind.ALTERED, chain, row.seq(), "a signature stands where none was written");
        }
        boolean goodHead = claimsHead && row.head() != null && keys.verifies(row.head(), chain, row.seq(), hash);
        return new Entry(
                row.seq(), BASE64URL.encodeToString(hash), claims == null ? null : claims.prev(), claimsHead, goodHead);
    }

    /** Records before the first one here: did they expire? */
    private void front(TrailRow row, @Nullable Claims claims) {
        if (claims == null || row.seq() <= 1) {
            return;
        }
        long expired = claims.prevExpireAt().orElse(claims.expireAt());
        if (expired > now) {
            findings.add(
                    Kind.EARLY_DELETION,
                    chain,
                    row.seq() - 1,
                    "the records up to here are gone, and this one had not expired");
        }
    }

    private void follows(Entry before, TrailRow row, @Nullable Claims claims) {
        if (row.seq() > before.seq() + 1) {
            findings.add(
                    Kind.MISSING,
                    chain,
                    before.seq() + 1,
                    row.seq() == before.seq() + 2
                            ? "the record is gone"
                            : "the records up to seq " + (row.seq() - 1) + " are gone");
            prove(false);
            return;
        }
        if (lastClaims == null || claims == null) {
            return;
        }
        if (lastClaims.closes()) {
            findings.add(Kind.FORKED, chain, row.seq(), "the chain was closed before this record");
        }
        if (claims.time() < lastClaims.time()) {
            findings.add(Kind.ALTERED, chain, row.seq(), "its time is before that of the record before");
        }
        boolean changes = claims.expireAt() != lastClaims.expireAt();
        if (changes != claims.prevExpireAt().isPresent()
                || (changes && claims.prevExpireAt().getAsLong() != lastClaims.expireAt())) {
            findings.add(Kind.ALTERED, chain, row.seq(), "it does not name the expiry of the record before");
        }
    }

    /** Goes back through the run from its last record; a proven one proves what it links to. */
    private void prove(boolean proven) {
        for (int i = run.size() - 1; i >= 0; i--) {
            Entry entry = run.get(i);
            Entry next = i + 1 < run.size() ? run.get(i + 1) : null;
            boolean fits = next == null || next.prev() == null || entry.hash().equals(next.prev());
            if (!fits) {
                findings.add(Kind.ALTERED, chain, entry.seq(), "the record after it links to other content");
            } else if (entry.claimsHead() && !entry.goodHead()) {
                findings.add(Kind.BAD_SIGNATURE, chain, entry.seq(), "its head is missing or is by no trusted key");
            }
        }
        Entry end = run.isEmpty() ? null : run.getLast();
        run.clear();
        if (proven && end != null) {
            run.add(end);
        }
    }

    /** Ends the chain. */
    ChainSummary end() {
        Entry end = last;
        if (end == null) {
            throw new IllegalStateException("a chain without a record");
        }
        if (!end.goodHead() && !end.claimsHead()) {
            findings.add(
                    Kind.TRUNCATED,
                    chain,
                    end.seq() + 1,
                    "the chain ends without a signature: records after it are gone");
        }
        prove(false);
        return new ChainSummary(chain, first, records, heads, end.seq(), end.hash());
    }
}
