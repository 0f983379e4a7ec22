package dev.gatehouse.idp.access;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.tokens.Caller;

/**
 * TEMPORARY: the whole access policy until the access engine decides. Administrators may do everything through the admin
 * API, everybody else nothing. When the engine comes this class is deleted, and its callers ask the engine.
 */
public final class AdministratorsOnly {

    private static final String ADMINISTRATORS = "admins";

    /** Whether the caller may use the admin API: a person or client in the role {@code admins}. */
    public boolean allows(Caller caller) {
        return caller.roles().contains(ADMINISTRATORS);
    }

    /** Whether the client may, at the introspection endpoint, ask about every token. */
    public boolean allows(Client client) {
        return client.roles().contains(ADMINISTRATORS);
    }
}
