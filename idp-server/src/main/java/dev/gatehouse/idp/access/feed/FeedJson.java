package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.idp.access.changes.ChangeJson;
import dev.gatehouse.idp.api.Times;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes an item as callers get it, on a page and in a stream. */
final class FeedJson {

    private FeedJson() {}

    /** Of a record that the caller may not see: that it is there, since decisions may have changed with it. */
    static ObjectNode of(FeedItem item, Sight sight) {
        LogRecord record = item.record();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("revision", item.revision().toString())
                .put("workspace", record.workspace().value())
                .put("time", Times.text(record.time()));
        if (sight.ofSystem() || record.workspace().equals(sight.view().workspace())) {
            json.put("actor", record.actor()).put("event", record.eventId());
            json.set("changes", ChangeJson.of(record.changes()));
        }
        return json;
    }
}
