package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.changes.ResourceChanges;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.EntityTag;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes one thing into the workspace that the query names. Every write of this package goes through here. */
public final class Writes {

    private final WorkspaceAccess workspaces;
    private final ResourceChanges changes;

    public Writes(WorkspaceAccess workspaces, ResourceChanges changes) {
        this.workspaces = workspaces;
        this.changes = changes;
    }

    /**
     * Who writes, where, and upon which version.
     *
     * @param workspace null: the caller's own
     * @param ifMatch null: whatever the version is
     * @param ifNoneMatch null: even if it is there
     */
    record Call(
            Caller caller,
            @Nullable String workspace,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch) {

        Call(Caller caller, @Nullable String workspace, @Nullable String ifMatch) {
            this(caller, workspace, ifMatch, null);
        }
    }

    /** What was written, and whether the thing was there before. */
    record Written(ResourceChanges.Done done, boolean existed) {}

    /**
     * Makes a change.
     *
     * @param already why that it was so already is a refusal; empty: it is none
     */
    Checked<Written> make(Call call, Change change, Thing thing, Optional<Refusal> already) {
        return EntityTag.precondition(call.ifMatch(), call.ifNoneMatch()).then(precondition -> {
            var demand = new Demand(thing, precondition);
            return WorkspaceAccess.meant(call.caller(), call.workspace())
                    .then(workspace -> workspaces.require(call.caller(), workspace))
                    .then(view -> changes.make(call.caller(), view, change, demand, already))
                    .then(done -> new Checked.Valid<>(new Written(done, demand.existed())));
        });
    }
}
