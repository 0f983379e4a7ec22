package dev.gatehouse.idp.access;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.ChangeRights;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What stands before every change that a caller makes: whether they may, as the model says, and that what the server was
 * first started with in {@code system} stays. Without the role {@code admins} and its entry nobody could ever change anything
 * again.
 */
public final class ChangeGuard implements Batch.Guard {

    private final ChangeRights rights;

    public ChangeGuard(Subject actor, Instant time) {
        this.rights = new ChangeRights(actor, time);
    }

    @Override
    public Optional<Validation.Refused> refusal(AccessView before, List<Change> changes) {
        return rights.refusal(before, changes).or(() -> builtIn(before.workspace(), changes));
    }

    private static Optional<Validation.Refused> builtIn(WorkspaceId workspace, List<Change> changes) {
        if (!workspace.isSystem()) {
            return Optional.empty();
        }
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            if (FirstModel.isTakenAwayBy(change)) {
                return Optional.of(new Validation.Refused(
                        i, change, new Refusal.NotAsDemanded("built-in", "This is built in and stays")));
            }
        }
        return Optional.empty();
    }
}
