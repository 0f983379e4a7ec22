package dev.gatehouse.idp.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.AdjustableClock;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantsTest {

    private static final ChangeId CHANGE = new ChangeId("event-1");

    @TempDir
    private Path folder;

    private final AdjustableClock clock = new AdjustableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private DocumentStore store;
    private Grants grants;

    @BeforeEach
    void open() {
        store = SqliteDocumentStore.open(folder.resolve("test.db"), clock);
        grants = new Grants(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void opensWhenManyComeAtOnceThenOneWasFirst() {
        Grant grant = TestGrants.grant("g1", "usr_1", "c1", clock.instant());

        assertThat(Race.run(() -> grants.open(grant, CHANGE))).containsOnlyOnce(true);
    }

    @Test
    void findsWhenOpenedThenAsItWasOpened() {
        Grant grant = TestGrants.grant("g1", "usr_1", "c1", clock.instant());
        grants.open(grant, CHANGE);

        assertThat(grants.inForce(new GrantId("g1"))).contains(grant);
        assertThat(grants.opened(new GrantId("g2"))).isFalse();
    }

    @Test
    void opensWhenItWasEndedThenItStaysEnded() {
        Grant grant = TestGrants.grant("g1", "usr_1", "c1", clock.instant());
        grants.open(grant, CHANGE);

        assertThat(grants.end(grant.grantId(), CHANGE)).isTrue();
        assertThat(grants.end(grant.grantId(), CHANGE)).isFalse();
        assertThat(grants.inForce(grant.grantId())).isEmpty();
        assertThat(grants.opened(grant.grantId())).isTrue();
        assertThat(grants.open(grant, CHANGE)).isFalse();
    }

    @Test
    void listsWhenSomeAreEndedOrOfOthersThenThoseInForce() {
        for (int i = 0; i < 3; i++) {
            grants.open(TestGrants.grant("a" + i, "usr_1", "c1", clock.instant()), CHANGE);
        }
        grants.open(TestGrants.grant("b", "usr_1", "c2", clock.instant()), CHANGE);
        grants.open(TestGrants.grant("c", "usr_2", "c1", clock.instant()), CHANGE);
        grants.end(new GrantId("a1"), CHANGE);

        assertThat(ids(grants.ofSubject("usr_1"))).containsExactlyInAnyOrder("a0", "a2", "b");
        assertThat(ids(grants.ofSubjectAndClient("usr_1", "c1"))).containsExactlyInAnyOrder("a0", "a2");
        assertThat(ids(grants.ofSession("session-1"))).containsExactlyInAnyOrder("a0", "a2", "b", "c");
    }

    @Test
    void findsWhenItsTimeIsOverThenNothing() {
        Grant grant = TestGrants.grant("g1", "usr_1", "c1", clock.instant());
        grants.open(grant, CHANGE);

        clock.advance(Duration.ofDays(1));

        assertThat(grants.inForce(grant.grantId())).isEmpty();
    }

    private static List<String> ids(List<Grant> grants) {
        return grants.stream().map(Grant::id).toList();
    }
}
