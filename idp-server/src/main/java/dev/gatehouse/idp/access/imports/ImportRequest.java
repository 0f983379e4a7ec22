package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What the query of an import says.
 *
 * @param workspace null: the caller's
 * @param from the line that it begins with
 */
record ImportRequest(@Nullable WorkspaceId workspace, boolean dryRun, long from) {

    static Checked<ImportRequest> read(@Nullable String workspace, @Nullable String dryRun, @Nullable String from) {
        if (dryRun != null && !dryRun.equals("true") && !dryRun.equals("false")) {
            return refused("dryRun", "is true or false");
        }
        if (from != null && !from.matches("[1-9][0-9]{0,17}")) {
            return refused("from", "is the number of a line, 1 or more");
        }
        try {
            return new Checked.Valid<>(new ImportRequest(
                    workspace == null ? null : new WorkspaceId(workspace),
                    "true".equals(dryRun),
                    from == null ? 1 : Long.parseLong(from)));
        } catch (IllegalArgumentException impossible) {
            return refused("workspace", "is no name that a workspace can have");
        }
    }

    private static Checked<ImportRequest> refused(String name, String detail) {
        return new Checked.Refused<>(Refusal.parameter(name, detail));
    }
}
