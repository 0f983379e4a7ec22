package dev.gatehouse.idp.access.imports;

import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.idp.api.Violation;
import java.util.List;

/**
 * Why a line was not applied.
 *
 * @param line the first that was not
 * @param code stable; programs decide by it, never by the text
 * @param errors the members at fault, when the line was not understood
 */
record LineFault(long line, String code, String detail, List<Violation> errors) {

    LineFault {
        errors = List.copyOf(errors);
    }

    static LineFault of(long line, Refusal refusal) {
        return new LineFault(line, refusal.code(), refusal.message() + ".", List.of());
    }

    static LineFault of(Line.Bad bad) {
        return new LineFault(
                bad.number(),
                bad.refusal().code(),
                bad.refusal().detail(),
                bad.refusal().violations());
    }

    static LineFault of(long line, ReadingStopped stopped) {
        return new LineFault(line, stopped.code(), stopped.detail() + ".", List.of());
    }
}
