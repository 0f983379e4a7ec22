package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Shift;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewDigest;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Times;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a preview, as callers get it.
 *
 * @param next the cursor of the next part; null: there is none
 */
record PreviewPage(
        Preview preview, List<Shift> shifts, @Nullable String next) {

    PreviewPage {
        shifts = List.copyOf(shifts);
    }

    PreviewPage leadingTo(String cursor) {
        return new PreviewPage(preview, shifts, cursor);
    }

    /** What the record of the call says. */
    void note() {
        CallFacts.note("access.revision", preview.revision().toString());
        CallFacts.note("access.gained", Long.toString(preview.gained()));
        CallFacts.note("access.lost", Long.toString(preview.lost()));
        preview.digest().ifPresent(digest -> CallFacts.note("access.preview", digest.toString()));
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("revision", preview.revision().toString());
        json.put("time", Times.text(preview.time()));
        json.put("complete", preview.isComplete());
        json.put("digest", preview.digest().map(PreviewDigest::toString).orElse(null));
        json.put("gained", preview.gained());
        json.put("lost", preview.lost());
        json.put("elsewhere", preview.reachesOthers());
        ArrayNode items = json.putArray("items");
        shifts.forEach(shift -> items.add(json(shift)));
        json.put("next", next);
        return json;
    }

    private static ObjectNode json(Shift shift) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("shift", shift.direction().name().toLowerCase(Locale.ROOT));
        write(json.putObject("subject"), shift.who());
        json.put("right", shift.right().name());
        ObjectNode object = json.putObject("resource").put("type", shift.type().value());
        if (shift.id() != null) {
            object.put("id", shift.id());
        }
        return json;
    }

    /** {@code everyone} has no id, and is whom no log names. */
    private static void write(ObjectNode json, Member who) {
        switch (who) {
            case Subject.User(String id) -> json.put("type", "user").put("id", id);
            case Subject.Service(String id) -> json.put("type", "service").put("id", id);
            case Subject.Guest guest -> json.put("type", "guest").put("id", "guest");
            case Everyone everyone -> json.put("type", "everyone");
            case RoleRef role -> throw new IllegalStateException("a shift is a subject's, not of " + role);
        }
    }
}
