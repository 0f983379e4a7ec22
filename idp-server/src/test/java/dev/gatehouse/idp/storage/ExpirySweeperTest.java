package dev.gatehouse.idp.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.Documents.Draft;
import dev.gatehouse.idp.storage.Samples.Item;
import dev.gatehouse.idp.storage.sqlite.SqliteDocumentStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpirySweeperTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void removesAllThatHasExpiredInStepsFromEveryStore() {
        var clock = new AdjustableClock(START);
        try (var one = SqliteDocumentStore.open(folder.resolve("one.db"), clock);
                var two = SqliteDocumentStore.open(folder.resolve("two.db"), clock);
                var sweeper = new ExpirySweeper(List.of(one, two), clock)) {
            for (var store : List.of(one, two)) {
                store.open(Samples.ITEMS).insertAll(drafts(), ChangeId.unannounced());
            }
            sweeper.sweep();
            assertThat(one.open(Samples.ITEMS).deleteExpired(START.plusSeconds(9), 0))
                    .isZero();
            clock.advance(Duration.ofSeconds(1));
            sweeper.sweep();
            for (var store : List.of(one, two)) {
                assertThat(store.open(Samples.ITEMS).deleteExpired(clock.instant(), 10))
                        .isZero();
                assertThat(store.open(Samples.ITEMS).find(Query.by("id")).items())
                        .hasSize(1);
            }
        }
    }

    private static List<Draft<Item>> drafts() {
        List<Draft<Item>> drafts = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            drafts.add(new Draft<>("id" + i, new Item(null, "o", i, START.plusSeconds(1))));
        }
        drafts.add(new Draft<>("stays", new Item(null, "o", 1, null)));
        return drafts;
    }
}
