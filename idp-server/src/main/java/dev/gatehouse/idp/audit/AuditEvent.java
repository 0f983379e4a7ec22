package dev.gatehouse.idp.audit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that happened and goes on record. Each kind has a stable {@code action} name. */
public sealed interface AuditEvent
        permits TokenEvent, SignInEvent, SessionEvent, ApiEvent, ChangeEvent, ServerEvent, TrailEvent {

    /** The stable name: {@code token.issued}, {@code signin.failed}. */
    String action();

    RetentionClass retention();

    Outcome outcome();

    /** A stable code that says why: {@code invalid_client}, {@code wrong-password}. */
    Optional<String> reason();

    Target target();

    /** The workspace that it belongs to; {@code system} for what is instance-wide. */
    default String workspace() {
        return "system";
    }

    /** The subject id of the person it describes, when that is not the actor. */
    default Optional<String> person() {
        return Optional.empty();
    }

    /** Fields before and after, where something changed. */
    default List<FieldChange> changes() {
        return List.of();
    }

    /** Further facts that describe no person: grant type, scope, method, route, status. */
    default Map<String, String> facts() {
        return Map.of();
    }
}
