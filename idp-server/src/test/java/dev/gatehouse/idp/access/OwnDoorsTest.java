package dev.gatehouse.idp.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.access.log.StoredAccessLog;
import dev.gatehouse.idp.access.log.StoredSnapshots;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.FaultyDocumentStore;
import dev.gatehouse.idp.audit.RecordingAuditTrail;
import dev.gatehouse.idp.storage.TemporaryStores;
import dev.gatehouse.idp.tokens.Caller;
import dev.gatehouse.idp.tokens.TestCallers;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnDoorsTest {

    private final FaultyDocumentStore store = new FaultyDocumentStore(TemporaryStores.sqlite());
    private final StoredSnapshots snapshots = new StoredSnapshots(store, Clock.systemUTC());
    private final StoredAccessLog log = new StoredAccessLog(store, snapshots);
    private final FollowedEngine engine = new FollowedEngine(
            new AccessEngine(log, ServerObjects.IMPLIED, new Cursors(new byte[32]), Clock.systemUTC()), snapshots);
    private final OwnDoors doors = new OwnDoors(engine, (object, workspace) -> true, Clock.systemUTC());
    private final WorkspaceAccess workspaces = new WorkspaceAccess(engine, Clock.systemUTC());

    OwnDoorsTest() {
        new FirstModel(log, new RecordingAuditTrail(), Clock.systemUTC()).create(Optional.of("boss"), Optional.empty());
    }

    @AfterEach
    void close() {
        engine.close();
        store.close();
    }

    private static Caller caller(String subject, String workspace) {
        return TestCallers.person(subject, workspace);
    }

    private static void assertUnreadable(Checked<?> answer) {
        assertThat(answer).isInstanceOfSatisfying(Checked.Refused.class, refused -> {
            assertThat(refused.refusal().status()).isEqualTo(503);
            assertThat(refused.refusal().code()).isEqualTo("revision-not-reached");
        });
    }

    @Nested
    class Doors {

        /** What no object can be called is as closed as the rest, and as open. */
        @ParameterizedTest
        @ValueSource(strings = {"user:usr_1", "user:", "user:a\u0000b", "user:\ud800", "client:a:b", "sessions:all"})
        void asksWhenTheIdIsAnythingThenTheModelDecides(String object) {
            assertThat(doors.may(caller("boss", "system"), "read", object)).isEqualTo(new Checked.Valid<>(true));
            assertThat(doors.may(caller("eve", "system"), "read", object)).isEqualTo(new Checked.Valid<>(false));
        }

        @Test
        void refusesWhenNotPermittedThenWhatIsMissingIsNamed() {
            assertThat(doors.refusal(caller("eve", "system"), "update", "client:x"))
                    .contains(Refusal.missing("update", "client:x"));
            assertThat(doors.refusal(caller("boss", "system"), "update", "client:x"))
                    .isEmpty();
        }

        @Test
        void asksWhenTheModelCannotBeReadThenUnavailableAndNeverAllowed() {
            store.unreadable(true);
            assertUnreadable(doors.may(caller("boss", "system"), "read", "clients:all"));
            assertThat(doors.refusal(caller("boss", "system"), "read", "clients:all"))
                    .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(503));
        }
    }

    @Nested
    class Membership {

        private static final WorkspaceId ACME = new WorkspaceId("acme");

        @Test
        void asksWhenItIsTheCallersOwnThenAMember() {
            assertThat(workspaces.require(caller("eve", "acme"), ACME)).isInstanceOf(Checked.Valid.class);
        }

        @Test
        void asksWhenTheRootIsReadableThenAMember() {
            assertThat(workspaces.require(caller("boss", "system"), ACME)).isInstanceOf(Checked.Valid.class);
        }

        @Test
        void asksWhenNeitherThenRefused() {
            assertThat(workspaces.require(caller("eve", "system"), ACME))
                    .isInstanceOfSatisfying(
                            Checked.Refused.class,
                            refused -> assertThat(refused.refusal().status()).isEqualTo(403));
        }

        @Test
        void asksWhenTheModelCannotBeReadThenUnavailable() {
            store.unreadable(true);
            assertUnreadable(workspaces.require(caller("boss", "system"), ACME));
        }
    }
}
