package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.Violation;
import java.util.List;
import java.util.Optional;

/** What became of changes: the answer that a repeated call gets again. */
sealed interface Made {

    /** They hold at this revision. */
    record Holding(String revision) implements Made {}

    /**
     * None of them was made.
     *
     * @param index of the change at fault; negative: none of them is
     */
    record NotMade(String code, String detail, int index) implements Made {

        Refusal refusal() {
            int status = code.equals("not-permitted") ? 403 : 409;
            return new Refusal(status, code, detail + ".", violations(), Optional.empty());
        }

        private List<Violation> violations() {
            return index < 0 ? List.of() : List.of(new Violation("#/changes/" + index, code, detail));
        }
    }

    static Made at(Revision revision) {
        return new Holding(revision.toString());
    }

    static NotMade refused(Validation.Refused refused) {
        int index = refused.change() == null ? -1 : refused.index();
        return new NotMade(refused.refusal().code(), refused.refusal().message(), index);
    }
}
