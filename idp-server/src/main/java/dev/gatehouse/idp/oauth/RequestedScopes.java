package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.KnownClient;
import dev.gatehouse.idp.clients.Scopes;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The scopes that a request asks for, held against those that the client may ask for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 section 3.3</a>
 */
sealed interface RequestedScopes {

    /** All of them are the client's to ask for; or it asked for none and these are its defaults. */
    record Allowed(List<String> scopes) implements RequestedScopes {}

    /** {@code invalid_scope}. */
    record Refused(ProtocolError error) implements RequestedScopes {}

    static RequestedScopes of(KnownClient client, FormParameters parameters) {
        String parameter = parameters.get("scope");
        if (parameter == null) {
            return new Allowed(client.client().defaultScopes());
        }
        Optional<SequencedSet<String>> scopes = Scopes.parse(parameter);
        if (scopes.isEmpty()) {
            return new Refused(ProtocolError.invalidScope("the scope is malformed"));
        }
        // Nothing is cut silently: one scope too many refuses the request.
        return client.scopes().containsAll(scopes.get())
                ? new Allowed(List.copyOf(scopes.get()))
                : new Refused(ProtocolError.invalidScope("the client may not ask for this scope"));
    }
}
