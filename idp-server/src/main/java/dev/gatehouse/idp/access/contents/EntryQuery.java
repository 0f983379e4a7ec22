package dev.gatehouse.idp.access.contents;

import dev.gatehouse.idp.access.changes.EntryForm;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entry that a query names by all that it is: {@code ?effect=allow&to=role:ops&rights=read,sign}. An entry has no id
 * beside that, and a DELETE has no body (RFC 9110 section 9.3.5).
 */
final class EntryQuery {

    private static final List<String> TEXTS = List.of("effect", "to", "expiresAt");

    private EntryQuery() {}

    static Checked<EntryForm> read(Map<String, String> query) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        TEXTS.stream().filter(query::containsKey).forEach(name -> json.put(name, query.get(name)));
        if (query.containsKey("rights")) {
            ArrayNode rights = json.putArray("rights");
            List.of(query.get("rights").split(",", -1)).forEach(rights::add);
        }
        return switch (Members.read(json, EntryForm::read)) {
            case Checked.Valid<Optional<EntryForm>>(Optional<EntryForm> form) ->
                new Checked.Valid<>(form.orElseThrow());
            case Checked.Refused<Optional<EntryForm>>(Refusal refusal) ->
                new Checked.Refused<>(named(refusal.violations().getFirst()));
        };
    }

    /** A member of the query is a parameter. */
    private static Refusal named(Violation violation) {
        String name = violation.pointer().split("/", -1)[1];
        return Refusal.parameter(name, violation.detail());
    }
}
