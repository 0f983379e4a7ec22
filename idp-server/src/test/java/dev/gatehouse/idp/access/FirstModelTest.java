package dev.gatehouse.idp.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.access.log.StoredSnapshots;
import dev.gatehouse.idp.audit.FieldChange;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstModelTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Optional<String> ADMINISTRATOR = Optional.of("u1");
    private static final Optional<String> BOOTSTRAP = Optional.of("automation");

    private final DocumentStore store = TemporaryStores.sqlite();
    private final StoredAccessLog log = new StoredAccessLog(store, new StoredSnapshots(store, Clock.systemUTC()));
    private final RecordingAuditTrail trail = new RecordingAuditTrail();
    private final FirstModel first = new FirstModel(log, trail, Clock.systemUTC());

    @AfterEach
    void close() {
        store.close();
    }

    private AccessEngine engine() {
        return new AccessEngine(log, ServerObjects.IMPLIED, new Cursors(new byte[32]), Clock.systemUTC());
    }

    private boolean may(Subject subject, ObjectRef object) {
        return engine().view(WorkspaceId.SYSTEM).check(subject, Right.DELETE, object, NOW) instanceof Decision.Allowed;
    }

    @Test
    void createsWhenTheLogIsEmptyThenAdministratorsMayDoEverything() {
        first.create(ADMINISTRATOR, BOOTSTRAP);
        ObjectRef client = ObjectRef.of("client", "any");
        assertThat(may(Subject.user("u1"), client)).isTrue();
        assertThat(may(Subject.service("automation"), client)).isTrue();
        assertThat(may(Subject.user("automation"), client)).isFalse();
        assertThat(may(Subject.user("u2"), client)).isFalse();
        assertThat(may(Subject.GUEST, ServerObjects.DECISIONS)).isFalse();
    }

    @Test
    void createsWhenNobodyIsNamedThenTheRolesAlone() {
        first.create(Optional.empty(), Optional.empty());
        assertThat(log.read(WorkspaceId.SYSTEM, 0, 2)).hasSize(1);
        assertThat(may(Subject.user("u1"), ServerObjects.DECISIONS)).isFalse();
    }

    @Test
    void createsWhenWrittenThenOnRecordWithEachChange() {
        first.create(ADMINISTRATOR, BOOTSTRAP);
        assertThat(trail.summary()).containsExactly("access.changed INTENDED", "access.changed SUCCESS");
        assertThat(trail.events().getLast().changes())
                .contains(
                        new FieldChange("member.add", null, "role:admins user:u1", false),
                        new FieldChange("entry.add", null, "workspace:system allow role:admins *", false));
    }

    @Test
    void leavesAloneWhenThereIsAModelThenWhoWasPutOutStaysOut() {
        first.create(ADMINISTRATOR, BOOTSTRAP);
        engine().commit(
                        WorkspaceId.SYSTEM,
                        new Batch(
                                "user:u1",
                                "e",
                                List.of(new Change.MemberRemoved(
                                        new RoleId("admins"), Subject.service("automation")))));
        trail.clear();
        first.create(ADMINISTRATOR, BOOTSTRAP);
        assertThat(trail.events()).isEmpty();
        assertThat(may(Subject.service("automation"), ServerObjects.DECISIONS)).isFalse();
    }

    @Test
    void createsWhenManyStartAtOnceThenOneRecord() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> start = () -> {
                first.create(ADMINISTRATOR, BOOTSTRAP);
                return true;
            };
            threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> start).toList());
        }
        assertThat(log.read(WorkspaceId.SYSTEM, 0, 10)).hasSize(1);
        assertThat(trail.summary()).filteredOn("access.changed SUCCESS"::equals).hasSize(1);
    }
}
