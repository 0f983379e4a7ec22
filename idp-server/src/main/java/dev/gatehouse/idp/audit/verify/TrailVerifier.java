package dev.gatehouse.idp.audit.verify;

import dev.gatehouse.idp.audit.verify.Finding.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole trail: every record's canonical form and columns, every link, every head, and that each chain
 * continues the one before of its node and class.
 *
 * <p>What it cannot see, because nothing inside the store can show it: that the youngest chain was cut exactly behind one
 * of its heads, that an older copy of the whole store was put in place, or a forgery by who holds the signing key.
 */
public final class TrailVerifier {

    private final String trustedFingerprint;
    private final long now;
    private final Findings findings = new Findings();
    private final MessageDigest sha256 = sha256();
    private final Map<String, ChainSummary> lastOfLine = new HashMap<>();
    private final Set<String> continued = new HashSet<>();
    private @Nullable ChainVerifier current;
    private String currentChain = "";
    private long chains;
    private long records;
    private long heads;

    /**
     * A verifier for one run.
     *
     * @param trustedFingerprint {@code SHA256:} and the base64url SHA-256 of the first key's SubjectPublicKeyInfo
     * @param now decides what may have expired
     */
    public TrailVerifier(String trustedFingerprint, Instant now) {
        this.trustedFingerprint = trustedFingerprint;
        this.now = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }

    public VerificationReport verify(TrailSource source) {
        var keys = new TrustedKeys(trustedFingerprint, source.keys());
        keys.findings().forEach(findings::add);
        source.rows(row -> add(row, keys));
        endChain();
        return new VerificationReport(chains, records, heads, keys.count(), findings.list(), findings.count());
    }

    private void add(TrailRow row, TrustedKeys keys) {
        ChainVerifier verifier = current;
        if (verifier == null || !row.chain().equals(currentChain)) {
            endChain();
            currentChain = row.chain();
            verifier = new ChainVerifier(currentChain, keys, sha256, findings, now);
            current = verifier;
        }
        verifier.add(row);
    }

    private void endChain() {
        ChainVerifier ended = current;
        if (ended == null) {
            return;
        }
        ChainSummary summary = ended.end();
        chains++;
        records += summary.records();
        heads += summary.heads();
        ChainSummary before = lastOfLine.put(summary.line(), summary);
        Claims first = summary.first();
        if (first != null && first.seq() == 1) {
            continues(summary, first, before);
        }
    }

    private void continues(ChainSummary chain, Claims first, @Nullable ChainSummary before) {
        Claims.Previous previous = first.previous().orElse(null);
        if (previous == null) {
            if (before != null) {
                findings.add(Kind.FORKED, chain.chain(), 1, "it begins anew although " + before.chain() + " is there");
            }
            return;
        }
        if (!continued.add(previous.chain())) {
            findings.add(Kind.FORKED, chain.chain(), 1, "another chain continues " + previous.chain() + " too");
        } else if (before != null && before.chain().equals(previous.chain())) {
            fits(first, before, previous);
        } else if (before != null && before.chain().compareTo(previous.chain()) > 0) {
            findings.add(Kind.FORKED, chain.chain(), 1, "it does not continue " + before.chain());
        } else if (previous.expireAt() > now) {
            findings.add(
                    Kind.MISSING, previous.chain(), previous.seq(), "the chain is gone, and its end had not expired");
        }
    }

    private void fits(Claims first, ChainSummary before, Claims.Previous previous) {
        if (before.lastSeq() < previous.seq()) {
            findings.add(
                    Kind.TRUNCATED,
                    before.chain(),
                    before.lastSeq() + 1,
                    "the records up to the chain's end at seq " + previous.seq() + " are gone");
        } else if (before.lastSeq() > previous.seq()) {
            findings.add(
                    Kind.FORKED,
                    before.chain(),
                    previous.seq() + 1,
                    "the chain goes on where the next one says it ended");
        } else if (!before.lastHash().equals(first.prev())) {
            findings.add(Kind.ALTERED, before.chain(), before.lastSeq(), "the next chain links to other content");
        }
    }

    /** The JDK's own first: it runs on the processor's SHA instructions without leaving Java. */
    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256", "SUN");
        } catch (NoSuchAlgorithmException | NoSuchProviderException _) {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }
    }
}
