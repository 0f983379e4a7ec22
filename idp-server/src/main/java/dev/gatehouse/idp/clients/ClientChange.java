package dev.gatehouse.idp.clients;

import dev.gatehouse.idp.secrets.GeneratedSecret;
import dev.gatehouse.idp.storage.Stored;
import java.util.Optional;

/** What became of a client to register, change or delete. */
public sealed interface ClientChange {

    /**
     * It is done.
     *
     * @param secret the new secret, when one was made; shown once
     */
    record Done(Stored<Client> client, Optional<GeneratedSecret> secret) implements ClientChange {}

    /** The id is, or ever was, another client's. */
    record IdTaken() implements ClientChange {}

    /** The client has another version by now. */
    record Stale() implements ClientChange {}

    record Missing() implements ClientChange {}
}
