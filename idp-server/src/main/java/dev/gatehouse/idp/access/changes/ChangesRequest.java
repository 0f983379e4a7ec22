package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes that are to take effect together.
 *
 * @param workspace null: the caller's
 */
record ChangesRequest(List<Change> changes, @Nullable WorkspaceId workspace) {

    ChangesRequest {
        changes = List.copyOf(changes);
    }

    static Checked<ChangesRequest> read(ObjectNode body) {
        return counted(body).then(counted -> Members.read(counted, ChangesRequest::read));
    }

    /** A body that does not hold more changes than are taken, nor none; they are not read yet. */
    static Checked<ObjectNode> counted(ObjectNode body) {
        return body.get("changes") instanceof ArrayNode array
                        && (array.isEmpty() || array.size() > Limits.CHANGES_PER_RECORD)
                ? new Checked.Refused<>(new Refusal(
                        400, "too-many-changes", "A batch holds 1 to " + Limits.CHANGES_PER_RECORD + " changes."))
                : new Checked.Valid<>(body);
    }

    static ChangesRequest read(Members members) {
        List<Change> changes = new ArrayList<>();
        if (members.has("changes")) {
            members.objects("changes", ChangeForm::read).forEach(change -> change.ifPresent(changes::add));
        } else {
            members.violation("changes", "required", "is required");
        }
        return new ChangesRequest(changes, workspace(members).orElse(null));
    }

    private static Optional<WorkspaceId> workspace(Members members) {
        return members.verbatim("workspace", Limits.ID_BYTES).flatMap(id -> {
            try {
                return Optional.of(new WorkspaceId(id));
            } catch (IllegalArgumentException impossible) {
                members.violation("workspace", "malformed", String.valueOf(impossible.getMessage()));
                return Optional.empty();
            }
        });
    }
}
