package dev.gatehouse.acl.model;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Validation;
import java.time.Instant;
import java.util.List;

/**
 * What changes would make of a model pair, without any log.
 *
 * @param after the pair before when nothing would be recorded
 */
public record Trial(Validation validation, ModelPair after) {

    /**
     * Tries changes as the next record of one of both logs.
     *
     * @param log the workspace of the pair, or {@code system}
     */
    public static Trial of(ModelPair before, WorkspaceId log, List<Change> changes) {
        boolean isHere = before.workspace().workspace().equals(log);
        Model base = isHere ? before.workspace() : before.system();
        ModelWriter.Proposal proposal = new ModelWriter().propose(base, before.system(), changes);
        if (!(proposal.validation() instanceof Validation.Valid(List<Change> effective))) {
            return new Trial(proposal.validation(), before);
        }
        Model next = proposal.appended(new LogRecord(
                log,
                base.position() + 1,
                before.system().position(),
                Instant.ofEpochMilli(base.time() + 1),
                "trial",
                "trial",
                effective));
        Model system = log.isSystem() ? next : before.system();
        return new Trial(proposal.validation(), new ModelPair(system, isHere ? next : before.workspace()));
    }
}
