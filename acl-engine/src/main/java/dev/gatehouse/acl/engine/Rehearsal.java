package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelPair;
import java.time.InstantSource;

/**
 * Batches one after another, each held against what those before it made, in the very way of a commit and with the same
 * answers, but into no log. Takes the memory of the model that it makes. Used by one thread at a time.
 */
public final class Rehearsal {

    private final WorkspaceModels models;
    private final Model system;
    private final Committing committing;

    Rehearsal(AccessView start, InstantSource clock) {
        this.models = new WorkspaceModels(start.models().workspace());
        this.system = start.models().system();
        this.committing = new Committing(_ -> true, clock, () -> {}, this::system);
    }

    private Model system() {
        return models.head().workspace().isSystem() ? models.head() : system;
    }

    /** What a commit would answer. */
    public Commit commit(Batch batch) {
        return committing.commit(models, batch);
    }

    /** The workspace as the batches so far would leave it. */
    public AccessView view() {
        return new AccessView(new ModelPair(system(), models.head()));
    }
}
