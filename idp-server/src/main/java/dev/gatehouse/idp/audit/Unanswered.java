package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.DraftRecord;
import dev.gatehouse.idp.audit.log.DraftRecord.Mark;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the record that follows one that became durable after its request had been refused, and says so. */
final class Unanswered implements Function<DraftRecord, Optional<DraftRecord>> {

    private final TrailOpening.Encoding encoding;

    Unanswered(TrailOpening.Encoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public Optional<DraftRecord> apply(DraftRecord draft) {
        String id = draft.columns().id();
        return switch (draft.mark()) {
            case Mark.None none -> Optional.of(encoding.draft(event(draft), null, none));
            case Mark.Intent _ -> Optional.of(encoding.draft(event(draft), id, new Mark.OutcomeOf(id)));
            // What these say is true whether or not somebody was told.
            case Mark.OutcomeOf _, Mark.RecoveredOutcomeOf _, Mark.ChainEnd _ -> Optional.empty();
        };
    }

    private static TrailEvent event(DraftRecord draft) {
        return new TrailEvent(
                TrailEvent.Kind.UNANSWERED,
                RetentionClass.valueOf(draft.columns().retention().toUpperCase(Locale.ROOT)),
                Outcome.FAILURE,
                Optional.of("audit-unavailable"),
                new Target("audit-record", draft.columns().id()),
                Map.of());
    }
}
