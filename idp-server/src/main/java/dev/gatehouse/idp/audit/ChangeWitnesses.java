package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.ChangeWitness.Verdict;
import dev.gatehouse.idp.storage.ChangeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All witnesses, and the outcome that follows from what they say. */
final class ChangeWitnesses {

    private final Map<String, List<ChangeWitness>> byTarget;

    ChangeWitnesses(List<ChangeWitness> witnesses) {
        this.byTarget = witnesses.stream().collect(Collectors.groupingBy(ChangeWitness::targetType));
    }

    /** The outcome of a change that was announced and has none. */
    ChangeEvent outcome(ChangeEvent intent, String changeId) {
        return switch (verdict(intent, new ChangeId(changeId))) {
            case HAPPENED -> ended(intent, Outcome.SUCCESS, "recovered");
            case DID_NOT_HAPPEN -> ended(intent, Outcome.FAILURE, "not-done");
            case CANNOT_TELL -> ended(intent, Outcome.UNKNOWN, "cannot-tell");
        };
    }

    private Verdict verdict(ChangeEvent intent, ChangeId change) {
        List<ChangeWitness> asked = byTarget.getOrDefault(intent.target().type(), List.of());
        if (asked.isEmpty()) {
            return Verdict.CANNOT_TELL;
        }
        Verdict together = Verdict.DID_NOT_HAPPEN;
        for (ChangeWitness witness : asked) {
            switch (witness.verdict(intent.action(), intent.target(), change)) {
                case HAPPENED -> {
                    return Verdict.HAPPENED;
                }
                case CANNOT_TELL -> together = Verdict.CANNOT_TELL;
                case DID_NOT_HAPPEN -> {}
            }
        }
        return together;
    }

    private static ChangeEvent ended(ChangeEvent intent, Outcome outcome, String reason) {
        return new ChangeEvent(
                intent.action(),
                outcome,
                Optional.of(reason),
                intent.target(),
                intent.workspace(),
                intent.person(),
                List.of(),
                Map.of());
    }
}
