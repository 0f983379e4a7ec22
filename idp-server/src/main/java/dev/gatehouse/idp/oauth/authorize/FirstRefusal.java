package dev.gatehouse.idp.oauth.authorize;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what a validation finds wrong; what is found first is what the client is told. */
final class FirstRefusal {

    private @Nullable Refusal first;

    void note(String error, String description) {
        if (first == null) {
            first = new Refusal(error, description);
        }
    }

    Optional<Refusal> found() {
        return Optional.ofNullable(first);
    }
}
