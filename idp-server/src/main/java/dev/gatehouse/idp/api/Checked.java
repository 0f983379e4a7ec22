package dev.gatehouse.idp.api;

import java.util.function.Function;

/** Raw input after its check: the value in its own type, or the refusal. */
public sealed interface Checked<T> {

    /** Well-formed and in policy. */
    record Valid<T>(T value) implements Checked<T> {}

    /** Not taken. */
    record Refused<T>(Refusal refusal) implements Checked<T> {}

    /** Goes on with a valid value; a refusal stays one. */
    default <R> Checked<R> then(Function<T, Checked<R>> next) {
        return switch (this) {
            case Valid<T>(T value) -> next.apply(value);
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
        };
    }
}
