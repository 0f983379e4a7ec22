package dev.gatehouse.idp.audit.verify;

import java.util.List;

/**
 * What the verifier found.
 *
 * @param findings in full as far as {@code findingCount} does not say that there are more
 */
public record VerificationReport(
        long chains, long records, long heads, int trustedKeys, List<Finding> findings, long findingCount) {

    public VerificationReport {
        findings = List.copyOf(findings);
    }

    /** Whether the trail is as it was written. */
    public boolean intact() {
        return findingCount == 0;
    }
}
