package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.tokens.GrantedAccess;
import java.util.Optional;

/**
 * A grant type: one file each. The steps that all share (the client has authenticated, it may use this grant, the mint
 * signs, the trail records, the answer leaves) are {@link TokenIssuer}'s and {@link TokenAnswer}'s, so that no grant can
 * forget one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-1.3">RFC 6749 section 1.3</a>
 */
public interface TokenGrant {

    /** The value of {@code grant_type}. */
    String type();

    /**
     * Decides what access the request gets. Called for clients that are registered for this grant only. What is
     * single-use MUST be used up here by an insert or a take.
     */
    Decision decide(AuthenticatedClient client, FormParameters parameters);

    /** What a grant decides. */
    sealed interface Decision {

        /** Access, to be minted, and what goes with it where a person granted it. */
        record Granted(GrantedAccess access, Optional<PersonTokens> personTokens) implements Decision {
            Granted(GrantedAccess access) {
                this(access, Optional.empty());
            }
        }

        /** No access, and the error to answer. */
        record Refused(ProtocolError error) implements Decision {}
    }
}
