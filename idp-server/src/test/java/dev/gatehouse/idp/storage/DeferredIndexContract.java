package dev.gatehouse.idp.storage;

import static dev.gatehouse.idp.storage.Samples.CHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a store promises of an index that it may fill after the write: a query cannot tell. */
abstract class DeferredIndexContract extends StoreContract {

    record Event(@Nullable String actor, long place, Instant expireAt) {}

    private static final DocumentType<Event> EVENTS = DocumentType.named("events", Event.class)
            .unique("place", "place")
            .deferredIndex("actor", "actor", "place")
            .expiringAt("expireAt")
            .appendOnly()
            .build();

    private static final Instant LATE = START.plus(Duration.ofDays(1));

    private static Documents.Draft<Event> draft(@Nullable String actor, int place, Instant expireAt) {
        return new Documents.Draft<>("e" + place, new Event(actor, place, expireAt));
    }

    private static void insert(Documents<Event> events, int first, int count, @Nullable String actor) {
        insert(events, first, count, actor, LATE);
    }

    private static void insert(
            Documents<Event> events, int first, int count, @Nullable String actor, Instant expireAt) {
        var drafts = IntStream.range(first, first + count)
                .mapToObj(place -> draft(actor, place, expireAt))
                .toList();
        assertThat(events.insertAll(drafts, CHANGE).written()).isTrue();
    }

    private static List<Long> places(Documents<Event> events, String actor) {
        List<Long> places = new ArrayList<>();
        Query query = Query.by("actor").where("actor", actor).newestFirst().limit(7);
        Optional<String> next = Optional.empty();
        do {
            Page<Event> page = events.find(next.map(query::after).orElse(query));
            page.items().forEach(item -> places.add(item.value().place()));
            next = page.next();
        } while (next.isPresent());
        return places;
    }

    @Nested
    class DeferredIndex {

        @Test
        void showsEachDocumentAsSoonAsItIsWritten() {
            Documents<Event> events = store.open(EVENTS);
            for (int i = 0; i < 20; i++) {
                insert(events, i, 1, i % 2 == 0 ? "even" : "odd");
                assertThat(places(events, i % 2 == 0 ? "even" : "odd")).startsWith((long) i);
            }
            assertThat(places(events, "even")).containsExactly(18L, 16L, 14L, 12L, 10L, 8L, 6L, 4L, 2L, 0L);
        }

        @Test
        void leavesNothingOutWhenManyWait() {
            Documents<Event> events = store.open(EVENTS);
            insert(events, 0, 300, "a");
            insert(events, 300, 10, "b");
            insert(events, 310, 300, "a");
            assertThat(places(events, "a")).hasSize(600).isSortedAccordingTo((x, y) -> Long.compare(y, x));
            assertThat(places(events, "b")).hasSize(10);
        }

        @Test
        void holdsNoDocumentWithoutItsField() {
            Documents<Event> events = store.open(EVENTS);
            insert(events, 0, 3, null);
            insert(events, 3, 1, "a");
            assertThat(places(events, "a")).containsExactly(3L);
        }

        @Test
        void forgetsWhatHasExpiredAndKeepsWhatComesAfter() {
            Documents<Event> events = store.open(EVENTS);
            insert(events, 0, 12, "a", START.plusSeconds(10));
            assertThat(places(events, "a")).hasSize(12);
            clock.advance(Duration.ofSeconds(10));
            assertThat(places(events, "a")).isEmpty();
            events.deleteExpired(clock.instant(), 100);
            insert(events, 100, 3, "a");
            assertThat(places(events, "a")).containsExactly(102L, 101L, 100L);
        }

        @Test
        void showsDocumentsThatExpiredPartlyBeforeItWasFilled() {
            Documents<Event> events = store.open(EVENTS);
            insert(events, 0, 5, "a", START.plusSeconds(10));
            insert(events, 5, 5, "a");
            clock.advance(Duration.ofSeconds(10));
            events.deleteExpired(clock.instant(), 100);
            insert(events, 10, 1, "a");
            assertThat(places(events, "a")).containsExactly(10L, 9L, 8L, 7L, 6L, 5L);
        }

        @Test
        void isThereAgainAfterTheStoreWasClosed() {
            insert(store.open(EVENTS), 0, 5, "a");
            store.close();
            store = openStore(clock);
            Documents<Event> events = store.open(EVENTS);
            insert(events, 5, 1, "a");
            assertThat(places(events, "a")).containsExactly(5L, 4L, 3L, 2L, 1L, 0L);
        }

        @Test
        void cannotBeDeclaredWhereDocumentsChange() {
            var declaration = DocumentType.named("events", Event.class).deferredIndex("actor", "actor");
            assertThatIllegalArgumentException().isThrownBy(declaration::build).withMessageContaining("append-only");
        }
    }
}
