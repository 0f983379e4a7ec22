package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.Members;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes that somebody wants to see the effect of, and which part of it.
 *
 * @param workspace null: the caller's
 * @param cursor where the part before ended; empty: the first
 */
record PreviewRequest(List<Change> changes, @Nullable WorkspaceId workspace, int limit, Optional<String> cursor) {

    /** The most shifts of one answer, and how many there are when nothing else is said. */
    static final int MOST = 1_000;

    PreviewRequest {
        changes = List.copyOf(changes);
    }

    static Checked<PreviewRequest> read(ObjectNode body) {
        return ChangesRequest.counted(body)
                .then(counted -> Members.read(counted, members -> {
                    ChangesRequest request = ChangesRequest.read(members);
                    return new PreviewRequest(
                            request.changes(),
                            request.workspace(),
                            members.number("limit", 1, MOST).map(Long::intValue).orElse(MOST),
                            members.verbatim("cursor", Cursors.MAX_LENGTH));
                }));
    }
}
