package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.ClientAuthMethod;
import org.jspecify.annotations.Nullable;

/** What a request shows to authenticate its client, before anybody has looked whether it is true. */
sealed interface PresentedCredentials {

    /**
     * A shared secret (RFC 6749 section 2.3.1).
     *
     * @param unencodedSecret for HTTP Basic the secret as it stands: many clients leave out the form encoding that the
     *     RFC asks for
     */
    record Secret(
            ClientAuthMethod method,
            String clientId,
            String secret,
            @Nullable String unencodedSecret) implements PresentedCredentials {
        @Override
        public String toString() {
            return "Secret[" + method + "]";
        }
    }

    /**
     * A signed assertion (RFC 7523 section 2.2).
     *
     * @param clientId the optional parameter; when it is there it must name the same client
     */
    record Assertion(String assertion, @Nullable String clientId) implements PresentedCredentials {
        @Override
        public String toString() {
            return "Assertion[]";
        }
    }

    /** Nothing but a name (RFC 6749 section 2.1, public clients). */
    record NameOnly(String clientId) implements PresentedCredentials {}
}
