package dev.gatehouse.idp.audit.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects findings: one of each kind for a place, the first thousand in full and the others as a number. */
final class Findings {

    private static final int IN_FULL = 1_000;

    private final List<Finding> list = new ArrayList<>();
    private final Set<String> places = new HashSet<>();
    private long count;

    void add(Finding.Kind kind, String chain, long seq, String detail) {
        add(new Finding(kind, chain, seq, detail));
    }

    void add(Finding finding) {
        if (list.size() < IN_FULL) {
            if (places.add(finding.kind() + " " + finding.chain() + " " + finding.seq())) {
                list.add(finding);
                count++;
            }
        } else {
            count++;
        }
    }

    List<Finding> list() {
        return List.copyOf(list);
    }

    long count() {
        return count;
    }
}
