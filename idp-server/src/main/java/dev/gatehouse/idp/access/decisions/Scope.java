package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.idp.access.ServerObjects;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a caller's questions are answered.
 *
 * @param view the workspace at the revision that was asked for
 * @param time of the questions, at which entries have expired or not
 * @param aboutOthers whether the caller may, as of now, ask about others than themselves
 */
record Scope(AccessView view, Instant time, boolean aboutOthers) {

    /**
     * This scope, for what only those may do who may ask about others.
     *
     * @param act what the caller wants to do, after "to"
     */
    Checked<Scope> requireAboutOthers(String act) {
        return aboutOthers
                ? new Checked.Valid<>(this)
                : new Checked.Refused<>(new Refusal(
                        403,
                        "forbidden",
                        "To " + act + " takes the right read on access:decisions.",
                        List.of(),
                        Optional.of(new Refusal.Missing("read", ServerObjects.DECISIONS.toString()))));
    }
}
