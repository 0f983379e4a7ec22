package dev.gatehouse.idp.clients;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The syntax of {@code scope}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749 section 3.3</a>
 */
public final class Scopes {

    private Scopes() {}

    /** Whether this is one {@code scope-token}: {@code 1*( %x21 / %x23-5B / %x5D-7E )}. */
    public static boolean wellFormed(String scope) {
        if (scope.isEmpty()) {
            return false;
        }
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (c < 0x21 || c > 0x7E || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The tokens of a {@code scope} parameter, without repetitions; empty when one is malformed. */
    public static Optional<SequencedSet<String>> parse(String parameter) {
        SequencedSet<String> scopes = new LinkedHashSet<>();
        int start = 0;
        for (int i = 0; i <= parameter.length(); i++) {
            if (i == parameter.length() || parameter.charAt(i) == ' ') {
                if (i > start) {
                    String scope = parameter.substring(start, i);
                    if (!wellFormed(scope)) {
                        return Optional.empty();
                    }
                    scopes.add(scope);
                }
                start = i + 1;
            }
        }
        return Optional.of(scopes);
    }
}
