package dev.gatehouse.idp.access.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportSlotsTest {

    private static final WorkspaceId ACME = new WorkspaceId("acme");

    private final ImportSlots slots = new ImportSlots();

    private ImportSlots.Slot taken(Subject subject) {
        return switch (slots.take(subject, ACME)) {
            case Checked.Valid<ImportSlots.Slot>(ImportSlots.Slot slot) -> slot;
            case Checked.Refused<ImportSlots.Slot>(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }

    private void assertRefused(Subject subject) {
        String code = switch (slots.take(subject, ACME)) {
            case Checked.Valid<ImportSlots.Slot> valid -> "taken";
            case Checked.Refused<ImportSlots.Slot>(Refusal refusal) -> refusal.code();
        };
        assertThat(code).isEqualTo("too-many-imports");
    }

    /** Whoever may change nothing keeps nobody else out of the workspace. */
    @Test
    void takesWhenAnotherSubjectImportsIntoTheWorkspaceThenASlot() {
        taken(Subject.user("nobody"));
        assertThat(taken(Subject.user("admin")).workspace()).isEqualTo(ACME);
        assertThat(taken(Subject.service("nobody")).workspace()).isEqualTo(ACME);
    }

    @Test
    void takesWhenTheSubjectImportsAlreadyThenNoneUntilItIsClosed() {
        ImportSlots.Slot slot = taken(Subject.user("a"));
        assertRefused(Subject.user("a"));
        slot.close();
        ImportSlots.Slot next = taken(Subject.user("a"));
        slot.close();
        assertRefused(Subject.user("a"));
        next.close();
        taken(Subject.user("a"));
    }

    @Test
    void takesWhenAllSlotsOfTheNodeAreTakenThenNone() {
        IntStream.range(0, ImportSlots.MOST).forEach(i -> taken(Subject.user("u" + i)));
        assertRefused(Subject.user("last"));
    }
}
