package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.idp.access.filter.FieldPath;
import dev.gatehouse.idp.access.filter.FilterFormat;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * For which database a filter is, and where its documents keep their lists.
 *
 * @param field of no meaning in {@link FilterFormat#TREE}
 */
record FilterTarget(FilterFormat format, FieldPath field) {

    static Checked<FilterTarget> read(@Nullable String format, @Nullable String field) {
        Optional<FilterFormat> known = format == null ? Optional.empty() : FilterFormat.of(format);
        if (known.isEmpty()) {
            return refused("format", "must be one of " + String.join(", ", FilterFormat.words()));
        }
        if (field == null) {
            return new Checked.Valid<>(new FilterTarget(known.get(), FieldPath.DEFAULT));
        }
        if (known.get() == FilterFormat.TREE) {
            return refused("field", "is for mongodb; a tree names no field");
        }
        Optional<FieldPath> path = FieldPath.parse(field);
        return path.isEmpty()
                ? refused(
                        "field",
                        "must be a path of at most " + FieldPath.LONGEST
                                + " characters: names of letters, digits, _ and -"
                                + " with dots between, none begun by a digit")
                : new Checked.Valid<>(new FilterTarget(known.get(), path.get()));
    }

    private static Checked<FilterTarget> refused(String parameter, String why) {
        return new Checked.Refused<>(Refusal.parameter(parameter, why));
    }
}
