package dev.gatehouse.idp.storage;

import static dev.gatehouse.idp.storage.Samples.CHANGE;
import static dev.gatehouse.idp.storage.Samples.ITEMS;
import static dev.gatehouse.idp.storage.Samples.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.idp.storage.Documents.Draft;
import dev.gatehouse.idp.storage.Samples.Item;
import dev.gatehouse.idp.storage.Samples.Line;
import dev.gatehouse.idp.storage.WriteResult.Conflict;
import dev.gatehouse.idp.storage.WriteResult.Missing;
import dev.gatehouse.idp.storage.WriteResult.Stale;
import dev.gatehouse.idp.storage.WriteResult.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@link Documents} promises, tested on any store. */
public abstract class DocumentStoreContract extends QueryContract {

    @Nested
    class Insert {

        @Test
        void getsWhatWasInsertedAtVersionOne() {
            assertThat(items.insert("a", item("x"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.get("a")).contains(new Stored<>("a", 1, CHANGE, item("x")));
            assertThat(items.get("b")).isEmpty();
        }

        @Test
        void conflictsWhenTheIdIsTaken() {
            items.insert("a", item("x"), CHANGE);
            assertThat(items.insert("a", item("y"), CHANGE)).isEqualTo(new Conflict("id"));
            assertThat(items.get("a").orElseThrow().value().name()).isEqualTo("x");
        }

        @Test
        void conflictsWhenAUniqueIndexHoldsAnotherDocument() {
            items.insert("a", item("x"), CHANGE);
            assertThat(items.insert("b", item("x"), CHANGE)).isEqualTo(new Conflict("name"));
            assertThat(items.get("b")).isEmpty();
        }

        @Test
        void allowsAnyNumberOfDocumentsWhoseUniqueComponentIsNull() {
            assertThat(items.insert("a", item("x").named(null), CHANGE).written())
                    .isTrue();
            assertThat(items.insert("b", item("x").named(null), CHANGE).written())
                    .isTrue();
        }

        @Test
        void createsOneDocumentWhenManyInsertTheSameId() throws Exception {
            List<WriteResult> results = atOnce(contenders(), () -> items.insert("a", item("x"), CHANGE));
            assertThat(results).containsOnlyOnce(new Written(1));
            assertThat(results.stream().filter(new Conflict("id")::equals)).hasSize(contenders() - 1);
        }

        @Test
        void createsOneDocumentWhenManyInsertTheSameUniqueKey() throws Exception {
            List<WriteResult> results = atOnce(
                    contenders(), () -> items.insert(Thread.currentThread().threadId() + "-id", item("x"), CHANGE));
            assertThat(results).containsOnlyOnce(new Written(1));
            assertThat(results.stream().filter(new Conflict("name")::equals)).hasSize(contenders() - 1);
        }
    }

    @Nested
    class Ids {

        @Test
        void areByteExact() {
            List<String> ids = List.of(
                    "caf\u00e9",
                    "cafe\u0301",
                    "A",
                    "a",
                    "a ",
                    " a",
                    "a\u0000",
                    "a\u0000b",
                    "\u0000",
                    "\ufb00",
                    "ff",
                    "1",
                    "01",
                    "😀",
                    "\uff21",
                    "null",
                    "a%",
                    "a_");
            for (String id : ids) {
                assertThat(items.insert(id, item("name of " + id), CHANGE)).isEqualTo(new Written(1));
            }
            for (String id : ids) {
                assertThat(items.get(id).orElseThrow().value().name()).isEqualTo("name of " + id);
            }
            assertThat(items.get("CAF\u00c9")).isEmpty();
            assertThat(items.delete("a")).isTrue();
            assertThat(items.get("A")).isPresent();
            assertThat(items.get("a ")).isPresent();
        }

        @Test
        void sortByTheirUtf8Bytes() {
            List<String> sorted = List.of("A", "Z", "a", "z", "é", "\uff21", "😀");
            sorted.reversed().forEach(id -> items.insert(id, item(id), CHANGE));
            assertThat(items.find(Query.by("id")).items())
                    .extracting(Stored::id)
                    .containsExactlyElementsOf(sorted);
            assertThat(items.find(Query.by("name")).items())
                    .extracting(Stored::id)
                    .containsExactlyElementsOf(sorted);
        }

        @Test
        void mayHaveAsManyBytesAsTheLimitAndNoMore() {
            String longest = "é".repeat(Documents.MAX_ID_BYTES / 2);
            assertThat(items.insert(longest, item("x"), CHANGE).written()).isTrue();
            assertThat(items.get(longest)).isPresent();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.insert(longest + "a", item("y"), CHANGE))
                    .withMessageContaining("1024");
            assertThatIllegalArgumentException().isThrownBy(() -> items.insert("", item("y"), CHANGE));
        }

        @Test
        void areRefusedWithAnUnpairedSurrogate() {
            assertThatIllegalArgumentException().isThrownBy(() -> items.insert("a\ud83d", item("x"), CHANGE));
            assertThatIllegalArgumentException().isThrownBy(() -> items.insert("a", item("\ude00"), CHANGE));
            assertThatIllegalArgumentException().isThrownBy(() -> items.get("\ud83d"));
        }
    }

    @Nested
    class Replace {

        @Test
        void growsTheVersionByOne() {
            items.insert("a", item("x"), CHANGE);
            var second = new ChangeId("event-2");
            assertThat(items.replaceIf("a", 1, item("y"), second)).isEqualTo(new Written(2));
            assertThat(items.get("a")).contains(new Stored<>("a", 2, second, item("y")));
        }

        @Test
        void isStaleWhenTheVersionIsAnother() {
            items.insert("a", item("x"), CHANGE);
            items.replaceIf("a", 1, item("y"), CHANGE);
            assertThat(items.replaceIf("a", 1, item("z"), CHANGE)).isEqualTo(new Stale());
            assertThat(items.replaceIf("a", 3, item("z"), CHANGE)).isEqualTo(new Stale());
            assertThat(items.get("a").orElseThrow().value().name()).isEqualTo("y");
        }

        @Test
        void isMissingWhenThereIsNoDocument() {
            assertThat(items.replaceIf("a", 1, item("x"), CHANGE)).isEqualTo(new Missing());
        }

        @Test
        void conflictsWhenAUniqueIndexHoldsAnotherDocument() {
            items.insert("a", item("x"), CHANGE);
            items.insert("b", item("y"), CHANGE);
            assertThat(items.replaceIf("b", 1, item("x"), CHANGE)).isEqualTo(new Conflict("name"));
            assertThat(items.get("b")).contains(new Stored<>("b", 1, CHANGE, item("y")));
        }

        @Test
        void letsOneOfManyWin() throws Exception {
            items.insert("a", item("x"), CHANGE);
            List<WriteResult> results = atOnce(
                    contenders(),
                    () -> items.replaceIf(
                            "a", 1, item("by " + Thread.currentThread().threadId()), CHANGE));
            assertThat(results).containsOnlyOnce(new Written(2));
            assertThat(results.stream().filter(new Stale()::equals)).hasSize(contenders() - 1);
        }
    }

    @Nested
    class Delete {

        @Test
        void removesOnce() {
            items.insert("a", item("x"), CHANGE);
            assertThat(items.delete("a")).isTrue();
            assertThat(items.delete("a")).isFalse();
            assertThat(items.get("a")).isEmpty();
        }

        @Test
        void freesTheUniqueKey() {
            items.insert("a", item("x"), CHANGE);
            items.delete("a");
            assertThat(items.insert("b", item("x"), CHANGE).written()).isTrue();
        }

        @Test
        void dependsOnTheVersionWhenOneIsGiven() {
            items.insert("a", item("x"), CHANGE);
            items.replaceIf("a", 1, item("y"), CHANGE);
            assertThat(items.deleteIf("a", 1)).isEqualTo(new Stale());
            assertThat(items.deleteIf("a", 2)).isEqualTo(new Written(2));
            assertThat(items.deleteIf("a", 2)).isEqualTo(new Missing());
        }
    }

    @Nested
    class Take {

        @Test
        void findsAndRemoves() {
            items.insert("a", item("x"), CHANGE);
            assertThat(items.take("a")).contains(new Stored<>("a", 1, CHANGE, item("x")));
            assertThat(items.take("a")).isEmpty();
            assertThat(items.get("a")).isEmpty();
        }

        @Test
        void givesTheDocumentToExactlyOneOfMany() throws Exception {
            items.insert("a", item("x"), CHANGE);
            List<Optional<Stored<Item>>> taken = atOnce(contenders(), () -> items.take("a"));
            assertThat(taken.stream().filter(Optional::isPresent)).hasSize(1);
        }
    }

    @Nested
    class Expiry {

        private final Instant end = START.plusSeconds(60);

        @BeforeEach
        void insertOneThatExpires() {
            items.insert("a", item("x").expiringAt(end), CHANGE);
        }

        @Test
        void hidesTheDocumentFromItsFirstMicrosecondOn() {
            clock.advance(Duration.ofSeconds(60).minusNanos(1_000));
            assertThat(items.get("a")).isPresent();
            assertThat(items.find(Query.by("owner_rank")).items()).hasSize(1);
            clock.advance(Duration.ofNanos(1_000));
            assertThat(items.get("a")).isEmpty();
            assertThat(items.find(Query.by("owner_rank")).items()).isEmpty();
            assertThat(items.find(Query.by("id")).items()).isEmpty();
            assertThat(items.find(Query.by("name").where("name", "x")).items()).isEmpty();
        }

        @Test
        void makesEveryWriteMissTheDocument() {
            clock.advance(Duration.ofSeconds(60));
            assertThat(items.replaceIf("a", 1, item("y"), CHANGE)).isEqualTo(new Missing());
            assertThat(items.deleteIf("a", 1)).isEqualTo(new Missing());
            assertThat(items.take("a")).isEmpty();
            assertThat(items.delete("a")).isFalse();
        }

        @Test
        void neverStandsInTheWayOfAnInsert() {
            clock.advance(Duration.ofSeconds(60));
            assertThat(items.insert("a", item("other"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.insert("b", item("x"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.get("a")).contains(new Stored<>("a", 1, CHANGE, item("other")));
        }

        @Test
        void neverStandsInTheWayOfAReplacement() {
            items.insert("b", item("y"), CHANGE);
            clock.advance(Duration.ofSeconds(60));
            assertThat(items.replaceIf("b", 1, item("x"), CHANGE)).isEqualTo(new Written(2));
        }

        @Test
        void freesTheUniqueKeyOfOneDocumentAndTheIdOfAnother() {
            items.insert("b", item("y").expiringAt(end), CHANGE);
            clock.advance(Duration.ofSeconds(60));
            assertThat(items.insert("a", item("y"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.get("b")).isEmpty();
        }

        @Test
        void letsOneOfManyTakeThePlaceOfAnExpiredDocument() throws Exception {
            clock.advance(Duration.ofSeconds(60));
            List<WriteResult> results = atOnce(contenders(), () -> items.insert("a", item("x"), CHANGE));
            assertThat(results).containsOnlyOnce(new Written(1));
        }

        @Test
        void isSweptUpToTheLimit() {
            items.insert("b", item("y").expiringAt(end), CHANGE);
            items.insert("c", item("z").expiringAt(end.plusSeconds(1)), CHANGE);
            items.insert("d", item("never"), CHANGE);
            assertThat(items.deleteExpired(START, 10)).isZero();
            clock.advance(Duration.ofSeconds(60));
            assertThat(items.deleteExpired(clock.instant(), 1)).isEqualTo(1);
            assertThat(items.deleteExpired(clock.instant(), 10)).isEqualTo(1);
            assertThat(items.deleteExpired(clock.instant(), 10)).isZero();
            assertThat(items.find(Query.by("id")).items())
                    .extracting(Stored::id)
                    .containsExactly("c", "d");
        }

        @Test
        void isMovedByAReplacement() {
            items.replaceIf("a", 1, item("x").expiringAt(end.plusSeconds(60)), CHANGE);
            clock.advance(Duration.ofSeconds(60));
            assertThat(items.get("a")).isPresent();
            assertThat(items.deleteExpired(clock.instant(), 10)).isZero();
        }
    }

    @Nested
    class InsertAll {

        private List<Draft<Item>> drafts(String... names) {
            return IntStream.range(0, names.length)
                    .mapToObj(i -> new Draft<>("id-" + names[i], item(names[i])))
                    .toList();
        }

        @Test
        void createsAllAtVersionOne() {
            assertThat(items.insertAll(drafts("x", "y", "z"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.find(Query.by("id")).items())
                    .extracting(Stored::id)
                    .containsExactly("id-x", "id-y", "id-z");
            assertThat(items.get("id-y")).contains(new Stored<>("id-y", 1, CHANGE, item("y")));
        }

        @Test
        void createsNothingOfNothing() {
            assertThat(items.insertAll(List.of(), CHANGE).written()).isTrue();
        }

        @Test
        void conflictsWhenAnIdOrAUniqueKeyIsTaken() {
            items.insert("id-y", item("other"), CHANGE);
            items.insert("other", item("z"), CHANGE);
            assertThat(items.insertAll(drafts("x", "y"), CHANGE)).isEqualTo(new Conflict("id"));
            assertThat(items.insertAll(drafts("x", "z"), CHANGE)).isEqualTo(new Conflict("name"));
            assertThat(items.get("id-y").orElseThrow().value().name()).isEqualTo("other");
        }

        @Test
        void isCompleteWhenRepeatedWithTheSameChange() {
            items.insertAll(drafts("x", "y"), CHANGE);
            assertThat(items.insertAll(drafts("x", "y"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.insertAll(drafts("x", "y", "z"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.find(Query.by("id")).items()).hasSize(3);
        }

        @Test
        void conflictsWhenRepeatedWithAnotherChangeOrAnotherValue() {
            items.insertAll(drafts("x"), CHANGE);
            assertThat(items.insertAll(drafts("x"), new ChangeId("event-2"))).isEqualTo(new Conflict("id"));
            assertThat(items.insertAll(List.of(new Draft<>("id-x", item("other"))), CHANGE))
                    .isEqualTo(new Conflict("id"));
        }

        @Test
        void refusesTwoDraftsOfOneId() {
            assertThatIllegalArgumentException().isThrownBy(() -> items.insertAll(drafts("x", "x"), CHANGE));
        }

        @Test
        void conflictsWhenTwoDraftsShareAUniqueKey() {
            assertThat(items.insertAll(List.of(new Draft<>("a", item("x")), new Draft<>("b", item("x"))), CHANGE))
                    .isEqualTo(new Conflict("name"));
        }

        @Test
        void takesThePlaceOfExpiredDocuments() {
            items.insert("id-x", item("y").expiringAt(START.plusSeconds(1)), CHANGE);
            clock.advance(Duration.ofSeconds(1));
            assertThat(items.insertAll(drafts("x", "y"), CHANGE)).isEqualTo(new Written(1));
            assertThat(items.find(Query.by("name")).items()).hasSize(2);
        }
    }

    @Nested
    class AppendOnly {

        private Documents<Line> lines;
        private final Line line = new Line("c", 1, START.plusSeconds(60), new byte[] {1});

        @BeforeEach
        void insertALine() {
            lines = store.open(Samples.LINES);
            lines.insert("a", line, CHANGE);
        }

        @Test
        void refusesReplaceDeleteAndTake() {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> lines.replaceIf("a", 1, line, CHANGE));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> lines.delete("a"));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> lines.deleteIf("a", 1));
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> lines.take("a"));
            assertThat(lines.get("a")).isPresent();
        }

        @Test
        void letsExpiredDocumentsLeave() {
            assertThat(lines.deleteExpired(clock.instant(), 10)).isZero();
            clock.advance(Duration.ofSeconds(60));
            assertThat(lines.deleteExpired(clock.instant(), 10)).isEqualTo(1);
        }

        @Test
        void letsANewDocumentTakeThePlaceOfAnExpiredOne() {
            clock.advance(Duration.ofSeconds(60));
            Line next = new Line("c", 1, START.plusSeconds(600), new byte[] {2});
            assertThat(lines.insert("b", next, CHANGE)).isEqualTo(new Written(1));
        }

        @Test
        void conflictsOnAUniqueKeyOfSeveralFields() {
            assertThat(lines.insert("b", line, CHANGE)).isEqualTo(new Conflict("chain_seq"));
            Line next = new Line("c", 2, START.plusSeconds(60), new byte[] {2});
            assertThat(lines.insert("b", next, CHANGE)).isEqualTo(new Written(1));
        }
    }

    @Nested
    class Opening {

        @Test
        void keepsEverythingWhenOpenedAgain() {
            items.insert("a", item("x"), CHANGE);
            items.replaceIf("a", 1, item("y"), CHANGE);
            store.close();
            store = openStore(clock);
            items = store.open(ITEMS);
            assertThat(items.get("a")).contains(new Stored<>("a", 2, CHANGE, item("y")));
            assertThat(items.insert("b", item("y"), CHANGE)).isEqualTo(new Conflict("name"));
        }

        @Test
        void givesOneCollectionForOneDeclaration() {
            assertThat(store.open(ITEMS).type()).isEqualTo(ITEMS);
            store.open(ITEMS).insert("a", item("x"), CHANGE);
            assertThat(items.get("a")).isPresent();
        }

        @Test
        void refusesTwoDeclarationsOfOneName() {
            var other = DocumentType.named("items", Item.class).build();
            assertThatIllegalArgumentException().isThrownBy(() -> store.open(other));
        }

        @Test
        void refusesWritesAndReadsWhenClosed() {
            store.close();
            assertThatExceptionOfType(StorageUnavailable.class)
                    .isThrownBy(() -> items.insert("a", item("x"), CHANGE))
                    .matches(unavailable -> !unavailable.mayHaveHappened());
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> items.get("a"));
        }
    }
}
