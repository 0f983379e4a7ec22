package dev.gatehouse.acl.explain;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import java.util.List;

/**
 * Changes after which a question is no longer denied: the removal of every entry that denies it and, where nothing else
 * allows it, one entry or membership more. Each was tried; without any one of them the question stays denied.
 *
 * @param steps those of a log are one batch; changes of {@code system} come first
 * @param gained how many times a subject gains a right on an object in the workspace of the question; all whom nothing
 *     names count as one subject
 * @param counted whether {@code gained} is exact; if not, time was up, and it is at least so many
 */
public record Repair(List<Step> steps, long gained, boolean counted) {

    public Repair {
        steps = List.copyOf(steps);
    }

    /** A change, and the workspace whose log it is for. */
    public record Step(WorkspaceId log, Change change) {}

    /** The changes for one log, in order. */
    public List<Change> changes(WorkspaceId log) {
        return changes(steps, log);
    }

    static List<Change> changes(List<Step> steps, WorkspaceId log) {
        return steps.stream()
                .filter(step -> step.log().equals(log))
                .map(Step::change)
                .toList();
    }
}
