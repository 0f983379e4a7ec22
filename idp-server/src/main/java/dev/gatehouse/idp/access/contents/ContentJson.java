package dev.gatehouse.idp.access.contents;

import dev.gatehouse.acl.Member;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Placement;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.access.changes.ChangeJson;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a workspace holds, in the words of its changes. */
final class ContentJson {

    private ContentJson() {}

    static ObjectNode of(RoleId role) {
        return json().put("role", role.value());
    }

    /** A role as tokens name it: those of {@code system} as {@code system/<id>} in another workspace. */
    static ObjectNode of(RoleRef role) {
        return json().put("role", (role.home() == RoleRef.Home.SYSTEM ? "system/" : "") + role.id());
    }

    static ObjectNode of(Member member) {
        return json().put("member", member.toString());
    }

    static ObjectNode of(ObjectType type) {
        ObjectNode json = ChangeJson.of(new Change.ObjectTypeDefined(type));
        json.remove("change");
        return json;
    }

    static ObjectNode of(Placement placement) {
        ObjectNode json = json().put("object", placement.object().toString());
        if (placement.parent() == null) {
            json.putNull("parent");
        } else {
            json.put("parent", placement.parent().toString());
        }
        return json.put("inherit", placement.inherit()).put("implied", placement.implied());
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
