package dev.gatehouse.idp.storage.layout;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One component of a document's record and its stored form.
 *
 * @param absent the component's value where nothing is stored, as in a document older than the component
 */
public record Field(
        String name,
        FieldKind kind,
        Function<Object, @Nullable Object> encoder,
        Function<Object, Object> decoder,
        @Nullable Object absent) {

    /** The stored form: {@code String}, {@code Long}, {@code Boolean}, {@code byte[]}, or null. */
    public @Nullable Object encode(@Nullable Object value) {
        return value == null ? null : encoder.apply(value);
    }

    /** The component's value. */
    public @Nullable Object decode(@Nullable Object stored) {
        return stored == null ? absent : decoder.apply(stored);
    }
}
