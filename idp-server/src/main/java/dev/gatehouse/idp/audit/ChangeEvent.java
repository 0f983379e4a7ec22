package dev.gatehouse.idp.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change of stored state: a client registered, a password reset, a key rotated.
 *
 * @param action noun and past participle: {@code client.created}
 * @param person the subject id of the person whom {@code changes} describes, when the target is one
 */
public record ChangeEvent(
        String action,
        Outcome outcome,
        Optional<String> reason,
        Target target,
        String workspace,
        Optional<String> person,
        List<FieldChange> changes,
        Map<String, String> facts)
        implements AuditEvent {

    public ChangeEvent {
        changes = List.copyOf(changes);
        facts = Map.copyOf(facts);
    }

    /** The announcement of a change that has not happened yet. */
    public static ChangeEvent intent(String action, Target target, String workspace) {
        return new ChangeEvent(
                action, Outcome.INTENDED, Optional.empty(), target, workspace, Optional.empty(), List.of(), Map.of());
    }

    public ChangeEvent about(String subject) {
        return new ChangeEvent(action, outcome, reason, target, workspace, Optional.of(subject), changes, facts);
    }

    public ChangeEvent noting(Map<String, String> known) {
        return new ChangeEvent(action, outcome, reason, target, workspace, person, changes, known);
    }

    /**
     * A part of what succeeded, in a record of its own: {@code access.changed} becomes {@code access.changed-part}.
     *
     * @param change the id of the intent
     */
    public ChangeEvent part(List<FieldChange> made, String change, int number, int of) {
        var known = new TreeMap<>(facts);
        known.put("change.intent", change);
        known.put("change.part", number + " of " + of);
        return succeeded(made).noting(known).as(action + "-part");
    }

    /** The same under another action. */
    public ChangeEvent as(String otherAction) {
        return new ChangeEvent(otherAction, outcome, reason, target, workspace, person, changes, facts);
    }

    public ChangeEvent succeeded(List<FieldChange> made) {
        return new ChangeEvent(action, Outcome.SUCCESS, Optional.empty(), target, workspace, person, made, facts);
    }

    public ChangeEvent refused(String code) {
        return new ChangeEvent(action, Outcome.DENIED, Optional.of(code), target, workspace, person, List.of(), facts);
    }

    public ChangeEvent failed(String code) {
        return new ChangeEvent(action, Outcome.FAILURE, Optional.of(code), target, workspace, person, List.of(), facts);
    }

    @Override
    public RetentionClass retention() {
        return RetentionClass.SECURITY;
    }
}
