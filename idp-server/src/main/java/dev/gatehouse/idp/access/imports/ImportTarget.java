package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Commit;
import java.util.List;

/** Where the batches of an import go: into the log, or nowhere. */
interface ImportTarget {

    Commit commit(List<Change> changes);

    /** The workspace with all batches so far. */
    AccessView view();
}
