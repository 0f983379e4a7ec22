package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.AccessLists;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.idp.access.decisions.AskedQuestion.Entity;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The objects whose lists an application wants to keep on its documents. */
record ListsRequest(List<ObjectRef> objects, QuestionContext context) {

    static final int MOST = 1_000;

    /** The most entries in an answer; a document of MongoDB holds about twice as many. */
    static final int MOST_ENTRIES = 100_000;

    ListsRequest {
        objects = List.copyOf(objects);
    }

    static Checked<ListsRequest> read(ObjectNode body) {
        if (body.get("resources") instanceof ArrayNode array && (array.isEmpty() || array.size() > MOST)) {
            return new Checked.Refused<>(
                    new Refusal(400, "too-many-resources", "A call asks for the lists of 1 to " + MOST + " objects."));
        }
        return Members.readKnown(
                body, members -> new ListsRequest(objects(members), EvaluationRequest.context(members)));
    }

    static int entries(AccessLists lists) {
        return lists.own().size() + lists.inherited().size();
    }

    static Refusal tooLong() {
        return new Refusal(
                400,
                "lists-too-long",
                "The lists of these objects have more than " + MOST_ENTRIES + " entries; ask for fewer at once.");
    }

    private static List<ObjectRef> objects(Members members) {
        List<ObjectRef> objects = new ArrayList<>();
        if (members.has("resources")) {
            members.objects("resources", ListsRequest::object).forEach(objects::addAll);
        } else {
            members.violation("resources", "required", "is required");
        }
        return objects;
    }

    private static List<ObjectRef> object(Members members) {
        Entity entity = Entity.read(members);
        List<ObjectRef> object = AskedQuestion.objectOf(entity).stream().toList();
        if (object.isEmpty() && !entity.type().isEmpty() && !entity.id().isEmpty()) {
            members.violation("id", "malformed", "can be the id of no object, or type its type");
        }
        return object;
    }
}
