package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Decision.Reason;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a caller's words turned out to mean. */
public sealed interface Meaning<T> {

    record Known<T>(T value) implements Meaning<T> {}

    /** They mean nothing here. */
    record Unknown<T>(Reason reason) implements Meaning<T> {}

    /** What a constructor accepts is well-formed, and what it refuses is unknown. */
    static <T> Meaning<T> of(Supplier<T> made, Reason otherwise) {
        try {
            return new Known<>(made.get());
        } catch (IllegalArgumentException malformed) {
            return new Unknown<>(otherwise);
        }
    }

    /** Goes on with what is known. */
    default <U> Meaning<U> then(Function<T, Meaning<U>> next) {
        return switch (this) {
            case Known<T> known -> next.apply(known.value());
            case Unknown<T> unknown -> new Unknown<>(unknown.reason());
        };
    }

    default <U> Meaning<U> map(Function<T, U> next) {
        return then(value -> new Known<>(next.apply(value)));
    }
}
