package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.clients.ClientId;
import java.util.List;
import java.util.Optional;

/** Callers without a token. */
public final class TestCallers {

    private TestCallers() {}

    public static Caller person(String subject, String workspace) {
        return new Caller(
                Caller.Kind.PERSON,
                subject,
                Optional.of(new ClientId("webapp")),
                workspace,
                List.of(),
                Optional.empty());
    }

    public static Caller service(String id, String workspace) {
        return new Caller(
                Caller.Kind.SERVICE, id, Optional.of(new ClientId(id)), workspace, List.of(), Optional.empty());
    }
}
