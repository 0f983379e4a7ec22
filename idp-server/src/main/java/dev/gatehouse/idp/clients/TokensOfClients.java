package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.storage.ChangeId;

/** Ends tokens of clients at once. */
@FunctionalInterface
public interface TokensOfClients {

    /** Every token of the client that carries a lower generation is dead when this returns, for good. */
    void end(ClientId client, long below, ChangeId change);
}
