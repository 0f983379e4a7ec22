package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.history.History;
import dev.gatehouse.acl.history.History.Moment;
import dev.gatehouse.acl.history.Turn;
import dev.gatehouse.idp.access.changes.ChangeJson;
import dev.gatehouse.idp.api.Times;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A history as somebody may see it: who may not ask about others in {@code system} learns only that it changed. */
final class HistoryJson {

    private final WorkspaceId workspace;
    private final boolean showsSystem;

    /** For one who may ask about others in a workspace, and may or may not in {@code system}. */
    HistoryJson(WorkspaceId workspace, boolean showsSystem) {
        this.workspace = workspace;
        this.showsSystem = showsSystem;
    }

    ObjectNode of(History history) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode turns = json.putArray("turns");
        history.turns().forEach(turn -> turns.add(of(turn)));
        json.put("complete", history.isComplete());
        Moment since = history.since();
        if (since != null) {
            json.putObject("since").put("revision", since.revision().toString()).put("time", Times.text(since.time()));
        }
        return json;
    }

    private ObjectNode of(Turn turn) {
        Answer answer = Answer.of(turn.decision());
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("decision", answer.allowed());
        if (!answer.allowed()) {
            json.put("reason", answer.reason());
        }
        json.put("revision", turn.decision().revision().toString());
        json.put("time", Times.text(turn.time()));
        json.put("workspace", turn.cause().log().value());
        switch (turn.cause()) {
            case Turn.Recorded(LogRecord record)
            when shows(record.workspace()) -> {
                json.put("actor", record.actor());
                json.put("eventId", record.eventId());
                json.set("changes", ChangeJson.of(record.changes()));
            }
            case Turn.Expired(WorkspaceId log, List<Entry> entries)
            when shows(log) -> {
                ArrayNode expired = json.putArray("expired");
                entries.stream()
                        .filter(entry -> shows(home(entry)))
                        .forEach(entry -> expired.add(ChangeJson.of(entry)));
            }
            case Turn.Recorded hidden -> {}
            case Turn.Expired hidden -> {}
        }
        return json;
    }

    private boolean shows(WorkspaceId log) {
        return showsSystem || log.equals(workspace);
    }

    private WorkspaceId home(Entry entry) {
        return entry.object().equals(WorkspaceId.SYSTEM.root()) ? WorkspaceId.SYSTEM : workspace;
    }
}
