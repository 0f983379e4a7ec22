package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Ground;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.explain.Explanation;
import dev.gatehouse.acl.explain.Repair;
import dev.gatehouse.idp.access.changes.ChangeJson;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An explanation: the decision as an evaluation answers it, what it stands on, and what would change a denial. */
final class ExplanationJson {

    private ExplanationJson() {}

    /**
     * Writes it.
     *
     * @param repairs whether a denial has them
     */
    static ObjectNode of(Answer answer, Explanation explanation, boolean repairs) {
        ObjectNode json = answer.json();
        switch (explanation) {
            case Explanation.Allowed allowed -> ground(json.putArray("grounds").addObject(), allowed.ground());
            case Explanation.Denied denied -> {
                ArrayNode grounds = json.putArray("grounds");
                denied.denies().forEach(deny -> ground(grounds.addObject(), deny));
                json.put("moreGrounds", denied.moreDenies());
                if (repairs) {
                    ArrayNode shown = json.putArray("repairs");
                    denied.repairs().shown().forEach(repair -> repair(shown.addObject(), repair));
                    json.put("moreRepairs", denied.repairs().more());
                }
            }
        }
        return json;
    }

    private static void ground(ObjectNode json, Ground ground) {
        json.set("entry", ChangeJson.of(ground.entry()));
        texts(json.putArray("way"), ground.way());
        texts(json.putArray("path"), ground.path());
    }

    private static void texts(ArrayNode array, List<?> written) {
        written.forEach(each -> array.add(each.toString()));
    }

    /** The changes of each log are a body for {@code POST /access/v1/changes}, to be sent in this order. */
    private static void repair(ObjectNode json, Repair repair) {
        ArrayNode batches = json.putArray("batches");
        List<WorkspaceId> logs =
                repair.steps().stream().map(Repair.Step::log).distinct().toList();
        for (WorkspaceId log : logs) {
            List<Change> changes = repair.changes(log);
            batches.add(batch(log, changes));
        }
        json.put("gained", repair.gained());
        json.put("counted", repair.counted());
    }

    private static ObjectNode batch(WorkspaceId log, List<Change> changes) {
        ObjectNode batch = JsonNodeFactory.instance.objectNode().put("workspace", log.value());
        batch.set("changes", ChangeJson.of(changes));
        return batch;
    }
}
