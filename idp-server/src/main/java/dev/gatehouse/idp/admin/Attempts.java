package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.EntityTag;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.storage.Stored;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * A write upon the version just read. When another writer was faster, a caller that named a version gets 412, and for
 * one that named none the write is done again upon the newer version.
 */
final class Attempts {

    private static final int MOST = 10;

    private Attempts() {}

    /**
     * @param act reads what is to be done from the version at hand, and does it
     * @param answer the answer to what was done; empty when it was stale
     */
    static <T extends Record, R> ResponseEntity<Object> of(
            @Nullable String ifMatch,
            Supplier<Optional<Stored<T>>> read,
            Function<Stored<T>, Checked<R>> act,
            String noun,
            Function<R, Optional<ResponseEntity<Object>>> answer) {
        for (int attempt = 0; attempt < MOST; attempt++) {
            Optional<Stored<T>> before = read.get();
            if (before.isEmpty()) {
                return Answers.refused(Refusal.notFound(noun));
            }
            Checked<R> result =
                    EntityTag.matches(ifMatch, before.get().version()).then(matches -> act.apply(before.get()));
            switch (result) {
                case Checked.Refused<R>(Refusal refusal) -> {
                    return Answers.refused(refusal);
                }
                case Checked.Valid<R>(R done) -> {
                    Optional<ResponseEntity<Object>> given = answer.apply(done);
                    if (given.isPresent()) {
                        return given.get();
                    }
                }
            }
        }
        return Answers.refused(
                Refusal.conflict("contended", "Others keep changing it; nothing was changed by this call. Try again."));
    }
}
