package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Validation;

/** What became of a batch of changes that was to be committed. */
public sealed interface Commit {

    /** The record is in the log. */
    record Committed(LogRecord record, Revision revision) implements Commit {}

    /** All of it was true already at this revision; nothing was recorded. */
    record AlreadyTrue(Revision revision) implements Commit {}

    /** Nothing of it was made. */
    record Refused(Validation.Refused refused) implements Commit {}

    /** Others kept changing the workspace for as long as this was tried; nothing of it was made. */
    record Contended(int attempts) implements Commit {}
}
