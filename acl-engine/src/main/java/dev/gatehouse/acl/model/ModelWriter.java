package dev.gatehouse.acl.model;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.change.Validation;
import java.util.List;

/**
 * The one writer of one workspace's model: holds batches against it and applies records to it. Neither changes the model
 * that it is given. Used by one thread at a time.
 */
public final class ModelWriter {

    private final EntryPool pool = new EntryPool();

    /**
     * Holds a batch against a model.
     *
     * @param system the model of {@code system} that roles written {@code role:system/…} are looked up in; for a batch
     *     of {@code system} itself it is not used
     */
    public Proposal propose(Model model, Model system, List<Change> changes) {
        ModelEditor editor = editor(model, system, system.position());
        Validation validation = new BatchValidator(editor, model.position() + 1).validate(changes);
        return new Proposal(model, system.position(), editor, validation);
    }

    /** A batch that was held against a model, and the model that it would make. Used once. */
    public static final class Proposal {

        private final Model base;
        private final long systemPosition;
        private final ModelEditor editor;
        private final Validation validation;

        private Proposal(Model base, long systemPosition, ModelEditor editor, Validation validation) {
            this.base = base;
            this.systemPosition = systemPosition;
            this.editor = editor;
            this.validation = validation;
        }

        public Validation validation() {
            return validation;
        }

        /** The model after the valid batch, at the position and time of the record that holds it. */
        public Model appended(LogRecord record) {
            boolean fits = validation instanceof Validation.Valid(List<Change> effective)
                    && effective.equals(record.changes())
                    && record.position() == base.position() + 1
                    && (base.isSystem() || record.systemPosition() == systemPosition);
            if (!fits) {
                throw new IllegalStateException("The record is not the one that was proposed");
            }
            return frozen(base, editor, record);
        }
    }

    private static Model frozen(Model base, ModelEditor editor, LogRecord record) {
        return editor.freeze(
                record.position(),
                record.time().toEpochMilli(),
                Math.max(base.systemPosition(), record.systemPosition()));
    }

    private ModelEditor editor(Model model, Model system, long systemPosition) {
        return new ModelEditor(model, model.isSystem() ? null : system, systemPosition, pool);
    }

    /**
     * Applies the next record of the log, which was found valid before it was appended.
     *
     * @param system the model of {@code system} at {@link LogRecord#systemPosition} or later
     */
    public Model apply(Model model, Model system, LogRecord record) {
        if (!record.workspace().equals(model.workspace()) || record.position() != model.position() + 1) {
            throw new IllegalStateException("Record %s/%d does not follow %s/%d"
                    .formatted(record.workspace(), record.position(), model.workspace(), model.position()));
        }
        if (!model.isSystem() && system.position() < record.systemPosition()) {
            throw new IllegalStateException("Record %s/%d was validated at position %d of system, which is at %d"
                    .formatted(record.workspace(), record.position(), record.systemPosition(), system.position()));
        }
        ModelEditor editor = editor(model, system, record.systemPosition());
        for (Change change : record.changes()) {
            editor.apply(change, record.position());
        }
        return frozen(model, editor, record);
    }
}
