package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.engine.AccessView;
import java.time.Instant;

/**
 * Where a caller's questions are answered.
 *
 * @param view the workspace at the revision that was asked for
 * @param time of the questions, at which entries have expired or not
 * @param aboutOthers whether the caller may, as of now, ask about others than themselves
 */
record Scope(AccessView view, Instant time, boolean aboutOthers) {

    Answer denied(String reason) {
        return new Answer(false, reason, view.revision());
    }
}
