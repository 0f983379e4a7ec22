package dev.gatehouse.idp.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.Validation;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeGuardTest {

    private static final ObjectRef ROOT = WorkspaceId.SYSTEM.root();
    private static final Change DELETE_ADMINS = new Change.RoleDeleted(new RoleId("admins"));

    private final MemoryAccessLog log = new MemoryAccessLog();
    private final AccessEngine engine =
            new AccessEngine(log, ServerObjects.IMPLIED, new Cursors(new byte[32]), Clock.systemUTC());

    ChangeGuardTest() {
        new FirstModel(log, new RecordingAuditTrail(), Clock.systemUTC()).create(Optional.of("boss"), Optional.empty());
    }

    private Optional<String> refusal(WorkspaceId workspace, Change... changes) {
        AccessView view = engine.view(workspace);
        return new ChangeGuard(Subject.user("boss"), Clock.systemUTC().instant())
                .refusal(view, List.of(changes))
                .map(Validation.Refused::refusal)
                .map(refused -> refused.code());
    }

    static Stream<Change> builtIn() {
        return Stream.of(
                DELETE_ADMINS,
                new Change.RoleDeleted(new RoleId("users")),
                new Change.RoleDeleted(new RoleId("guests")),
                new Change.ObjectDeleted(ROOT),
                new Change.EntryRemoved(Entry.allow(ROOT, RoleRef.here("admins"), Rights.ALL)));
    }

    @ParameterizedTest
    @MethodSource("builtIn")
    void changesWhenSomethingBuiltInWouldGoThenRefusedEvenToAdministrators(Change change) {
        assertThat(refusal(WorkspaceId.SYSTEM, new Change.RoleCreated(new RoleId("x")), change))
                .hasValue("built-in");
    }

    @Test
    void changesWhenItIsOfAnotherWorkspaceThenAsTheModelSays() {
        assertThat(refusal(new WorkspaceId("acme"), DELETE_ADMINS)).isEmpty();
    }

    @Test
    void changesWhenOthersGoThenAsTheModelSays() {
        assertThat(refusal(WorkspaceId.SYSTEM, new Change.RoleDeleted(new RoleId("x"))))
                .isEmpty();
        assertThat(refusal(WorkspaceId.SYSTEM, new Change.MemberRemoved(new RoleId("admins"), Subject.user("boss"))))
                .isEmpty();
    }

    @Test
    void changesWhenTheActorMayNotThenThatIsToldFirst() {
        AccessView view = engine.view(WorkspaceId.SYSTEM);
        assertThat(new ChangeGuard(Subject.user("nobody"), Clock.systemUTC().instant())
                        .refusal(view, List.of(DELETE_ADMINS)))
                .hasValueSatisfying(
                        refused -> assertThat(refused.refusal().code()).isEqualTo("not-permitted"));
    }
}
