package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the questions of one call are answered: those that are asked in the same place see the same revision, and all have the
 * same time. Of the past it keeps only what was asked about last, since each is a model of its own.
 */
final class CallScopes {

    static final int MOST_PASTS = 8;

    private final Scopes scopes;
    private final Caller caller;
    private final Instant now;
    private final Map<QuestionContext, Scope> present = new HashMap<>();
    private @Nullable QuestionContext lastContext;
    private @Nullable Scope lastPast;
    private int pasts;

    CallScopes(Scopes scopes, Caller caller) {
        this.scopes = scopes;
        this.caller = caller;
        this.now = scopes.now();
    }

    Checked<Scope> of(QuestionContext context) {
        return context.at() == null ? present(context) : past(context);
    }

    private Checked<Scope> present(QuestionContext context) {
        Scope known = present.get(context);
        return known != null
                ? new Checked.Valid<>(known)
                : scopes.resolve(caller, context, now).then(found -> {
                    present.put(context, found);
                    return new Checked.Valid<>(found);
                });
    }

    private Checked<Scope> past(QuestionContext context) {
        Scope known = lastPast;
        if (known != null && context.equals(lastContext)) {
            return new Checked.Valid<>(known);
        }
        lastPast = null;
        if (++pasts > MOST_PASTS) {
            return new Checked.Refused<>(new Refusal(
                    400,
                    "too-many-moments",
                    "A call goes to at most " + MOST_PASTS
                            + " moments of the past; questions about the same one stand behind each other."));
        }
        return scopes.resolve(caller, context, now).then(found -> {
            lastContext = context;
            lastPast = found;
            return new Checked.Valid<>(found);
        });
    }
}
