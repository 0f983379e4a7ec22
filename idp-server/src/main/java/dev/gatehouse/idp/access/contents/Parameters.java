package dev.gatehouse.idp.access.contents;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads values of the path and the query. */
final class Parameters {

    private Parameters() {}

    /** What {@code read} makes of a text, or the refusal when it throws an {@link IllegalArgumentException}. */
    static <T> Checked<T> parsed(String text, Function<String, T> read, Refusal refusal) {
        try {
            return new Checked.Valid<>(read.apply(text));
        } catch (IllegalArgumentException impossible) {
            return new Checked.Refused<>(refusal);
        }
    }

    static <T> Checked<T> required(Map<String, String> query, String name, Function<String, T> read) {
        return optional(query, name, read)
                .then(value -> value.<Checked<T>>map(Checked.Valid::new)
                        .orElseGet(() -> new Checked.Refused<>(Refusal.parameter(name, "is required"))));
    }

    static <T> Checked<Optional<T>> optional(Map<String, String> query, String name, Function<String, T> read) {
        String text = query.get(name);
        if (text == null) {
            return new Checked.Valid<>(Optional.empty());
        }
        try {
            return new Checked.Valid<>(Optional.of(read.apply(text)));
        } catch (IllegalArgumentException impossible) {
            return new Checked.Refused<>(Refusal.parameter(name, "is malformed: " + impossible.getMessage()));
        }
    }
}
