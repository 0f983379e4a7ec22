package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.PageBody;
import dev.gatehouse.idp.api.Times;
import dev.gatehouse.idp.sessions.Session;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.tokens.Caller;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A session as the API shows it. */
final class SessionJson {

    private SessionJson() {}

    static PageBody<ObjectNode> page(List<Sessions.Listed> sessions, Caller caller) {
        return new PageBody<>(
                sessions.stream().map(listed -> of(listed, caller)).toList(), null);
    }

    private static ObjectNode of(Sessions.Listed listed, Caller caller) {
        Session session = listed.session();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", session.sid().value());
        json.put("user", session.accountId().value());
        json.put("createdAt", Times.text(session.createdAt()));
        json.put("authenticatedAt", Times.text(session.authTime()));
        json.put("lastSeenAt", Times.text(session.lastSeenAt()));
        json.put("expiresAt", Times.text(session.expiresAt()));
        if (!listed.browser().address().isEmpty()) {
            json.put("address", listed.browser().address());
        }
        if (!listed.browser().userAgent().isEmpty()) {
            json.put("userAgent", listed.browser().userAgent());
        }
        json.put("current", caller.session().equals(Optional.of(session.sid().value())));
        return json;
    }
}
