package dev.gatehouse.idp.tokens;

import java.util.Optional;

/**
 * Whether what a caller showed still lets them in. An answer that goes on for long MUST ask again: a token dies, a person
 * is suspended, a client loses its secret.
 */
@FunctionalInterface
public interface Admittance {

    /** Why the caller would not be let in now, as a problem's code; empty when they would. */
    Optional<String> refusal();
}
