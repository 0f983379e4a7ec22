package dev.gatehouse.idp.storage;

import static dev.gatehouse.idp.storage.Samples.CHANGE;
import static dev.gatehouse.idp.storage.Samples.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.idp.storage.Samples.Colour;
import dev.gatehouse.idp.storage.Samples.Everything;
import dev.gatehouse.idp.storage.Samples.Item;
import dev.gatehouse.idp.storage.Samples.OwnerId;
import dev.gatehouse.idp.storage.Samples.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Documents#find} promises: order, ranges, pages, and the refusal of what no index answers. */
abstract class QueryContract extends RecordContract {

    /** The ids of all pages, read one after the other. */
    <T extends Record> List<String> allPages(Documents<T> documents, Query query) {
        List<String> ids = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<T> page = documents.find(next.map(query::after).orElse(query));
            assertThat(page.items()).hasSizeLessThanOrEqualTo(query.limit());
            assertThat(page.next().isPresent())
                    .isEqualTo(
                            page.items().size() == query.limit() && page.next().isPresent());
            page.items().forEach(document -> ids.add(document.id()));
            next = page.next();
        } while (next.isPresent());
        return ids;
    }

    private void insertItem(String id, String owner, long rank) {
        items.insert(id, new Item(null, owner, rank, null), CHANGE);
    }

    @Nested
    class Ranges {

        private void insertRanks() {
            for (int rank = 1; rank <= 5; rank++) {
                insertItem("o" + rank, "owner", rank);
                insertItem("p" + rank, "other", rank);
            }
        }

        private List<String> ids(Query query) {
            return items.find(query).items().stream().map(Stored::id).toList();
        }

        @Test
        void matchAnEqualPrefix() {
            insertRanks();
            assertThat(ids(Query.by("owner_rank").where("owner", "owner")))
                    .containsExactly("o1", "o2", "o3", "o4", "o5");
            assertThat(ids(Query.by("owner_rank").where("owner", "owner").where("rank", 3)))
                    .containsExactly("o3");
            assertThat(ids(Query.by("owner_rank").where("owner", "nobody"))).isEmpty();
        }

        @Test
        void includeTheLowerAndExcludeTheUpperBound() {
            insertRanks();
            Query owner = Query.by("owner_rank").where("owner", "owner");
            assertThat(ids(owner.between(2L, 4L))).containsExactly("o2", "o3");
            assertThat(ids(owner.between(4L, null))).containsExactly("o4", "o5");
            assertThat(ids(owner.between(null, 3L))).containsExactly("o1", "o2");
            assertThat(ids(owner.between(2L, 4L).newestFirst())).containsExactly("o3", "o2");
            assertThat(ids(owner.between(4L, 4L))).isEmpty();
        }

        @Test
        void mayLieOnTheFirstField() {
            insertRanks();
            assertThat(ids(Query.by("owner_rank").between("other", "owner")))
                    .containsExactly("p1", "p2", "p3", "p4", "p5");
        }

        @Test
        void mayLieOnTheId() {
            insertRanks();
            assertThat(ids(Query.by("id").between("o4", "p2"))).containsExactly("o4", "o5", "p1");
            assertThat(ids(Query.by("owner_rank")
                            .where("owner", "owner")
                            .where("rank", 1L)
                            .between("o", "p")))
                    .containsExactly("o1");
        }

        @Test
        void compareEveryIndexableType() {
            Documents<Everything> documents = store.open(Samples.EVERYTHING);
            Everything sample = Samples.everything();
            documents.insert("a", sample, CHANGE);
            assertThat(documents
                            .find(Query.by("flag_small").where("flag", true).between(Integer.MIN_VALUE, 0))
                            .items())
                    .hasSize(1);
            assertThat(documents
                            .find(Query.by("flag_small").where("flag", false))
                            .items())
                    .isEmpty();
            Query green = Query.by("colour_instant").where("colour", Colour.GREEN);
            assertThat(documents
                            .find(green.between(sample.instant(), Instant.EPOCH))
                            .items())
                    .hasSize(1);
            assertThat(documents
                            .find(green.between(sample.instant().plusNanos(1_000), null))
                            .items())
                    .isEmpty();
            assertThat(documents
                            .find(Query.by("owner").where("owner", new OwnerId("owner-1")))
                            .items())
                    .hasSize(1);
            assertThat(documents
                            .find(Query.by("owner").where("owner", "owner-1"))
                            .items())
                    .hasSize(1);
        }

        @Test
        void leaveNullOut() {
            Documents<Pair> pairs = store.open(Samples.PAIRS);
            pairs.insert("a", new Pair("x", null), CHANGE);
            pairs.insert("b", new Pair("x", 1L), CHANGE);
            Query x = Query.by("both").where("first", "x");
            assertThat(pairs.find(x.between(null, 5L)).items())
                    .extracting(Stored::id)
                    .containsExactly("b");
            assertThat(pairs.find(x.between(0L, null)).items())
                    .extracting(Stored::id)
                    .containsExactly("b");
            assertThat(pairs.find(x).items()).extracting(Stored::id).containsExactly("a", "b");
        }
    }

    @Nested
    class Pages {

        private final List<Pair> values = Stream.of(
                        new Pair(null, null),
                        new Pair(null, null),
                        new Pair(null, 1L),
                        new Pair(null, 2L),
                        new Pair("x", null),
                        new Pair("x", null),
                        new Pair("x", 1L),
                        new Pair("x", 1L),
                        new Pair("x", 1L),
                        new Pair("x", 2L),
                        new Pair("y", null),
                        new Pair("y", -1L),
                        new Pair("y", 7L))
                .toList();

        private Documents<Pair> insertPairs(DocumentType<Pair> type) {
            Documents<Pair> pairs = store.open(type);
            List<Integer> order =
                    Stream.iterate(0, i -> i + 1).limit(values.size()).collect(Collectors.toList());
            Collections.shuffle(order, new Random(7));
            order.forEach(i -> pairs.insert("id-%02d".formatted(i), values.get(i), CHANGE));
            return pairs;
        }

        private DocumentType<Pair> withoutUnique() {
            return DocumentType.named("plain_pairs", Pair.class)
                    .index("both", "first", "second")
                    .build();
        }

        private List<String> expected(boolean descending) {
            Comparator<@Nullable String> text = Comparator.nullsFirst(Comparator.<String>naturalOrder());
            Comparator<@Nullable Long> number = Comparator.nullsFirst(Comparator.<Long>naturalOrder());
            Comparator<Integer> byValue = (a, b) -> {
                int first = text.compare(values.get(a).first(), values.get(b).first());
                int second =
                        number.compare(values.get(a).second(), values.get(b).second());
                return first != 0 ? first : second != 0 ? second : Integer.compare(a, b);
            };
            return Stream.iterate(0, i -> i + 1)
                    .limit(values.size())
                    .sorted(descending ? byValue.reversed() : byValue)
                    .map("id-%02d"::formatted)
                    .toList();
        }

        @ParameterizedTest
        @CsvSource({
            "1,false",
            "2,false",
            "3,false",
            "12,false",
            "13,false",
            "100,false",
            "1,true",
            "2,true",
            "5,true",
            "13,true"
        })
        void followTheIndexThenTheIdWithTiesAndNulls(int size, boolean descending) {
            Documents<Pair> pairs = insertPairs(withoutUnique());
            Query query = Query.by("both").limit(size);
            assertThat(allPages(pairs, descending ? query.newestFirst() : query))
                    .isEqualTo(expected(descending));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void followTheRestOfTheIndexBehindAnEqualPrefix(boolean descending) {
            Documents<Pair> pairs = insertPairs(withoutUnique());
            Query query = Query.by("both").where("first", "x").limit(2);
            List<String> inOrder = List.of("id-04", "id-05", "id-06", "id-07", "id-08", "id-09");
            assertThat(allPages(pairs, descending ? query.newestFirst() : query))
                    .isEqualTo(descending ? inOrder.reversed() : inOrder);
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void stayInTheRange(boolean descending) {
            Documents<Pair> pairs = insertPairs(withoutUnique());
            Query query = Query.by("both").between("x", "y").limit(1);
            List<String> inOrder = List.of("id-04", "id-05", "id-06", "id-07", "id-08", "id-09");
            assertThat(allPages(pairs, descending ? query.newestFirst() : query))
                    .isEqualTo(descending ? inOrder.reversed() : inOrder);
            Query ofX = Query.by("both").where("first", "x").between(1L, 2L).limit(1);
            assertThat(allPages(pairs, descending ? ofX.newestFirst() : ofX))
                    .containsExactlyInAnyOrder("id-06", "id-07", "id-08");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void ofAUniqueIndexHoldTheDocumentsThatAreInIt(boolean descending) {
            Documents<Pair> pairs = insertPairs(Samples.PAIRS);
            Query query = Query.by("unique_both").limit(1);
            List<String> ids = allPages(pairs, descending ? query.newestFirst() : query);
            List<Pair> found =
                    ids.stream().map(id -> pairs.get(id).orElseThrow().value()).toList();
            List<Pair> inOrder = List.of(new Pair("x", 1L), new Pair("x", 2L), new Pair("y", -1L), new Pair("y", 7L));
            assertThat(found).isEqualTo(descending ? inOrder.reversed() : inOrder);
        }

        @Test
        void followTheIdBothWays() {
            List.of("c", "a", "b").forEach(id -> insertItem(id, "owner", 1));
            assertThat(allPages(items, Query.by("id").limit(1))).containsExactly("a", "b", "c");
            assertThat(allPages(items, Query.by("id").limit(2).newestFirst())).containsExactly("c", "b", "a");
        }

        @Test
        void endWithTheLastDocument() {
            List.of("a", "b").forEach(id -> insertItem(id, "owner", 1));
            assertThat(items.find(Query.by("id").limit(2)).next()).isEmpty();
            assertThat(items.find(Query.by("id").limit(1)).next()).isPresent();
        }

        @Test
        void skipExpiredDocumentsWithoutGettingShorter() {
            for (int i = 0; i < 10; i++) {
                items.insert("id" + i, item("n" + i).expiringAt(i < 5 ? START.plusSeconds(1) : null), CHANGE);
            }
            clock.advance(Duration.ofSeconds(1));
            assertThat(items.find(Query.by("owner_rank").limit(5)).items()).hasSize(5);
            assertThat(items.find(Query.by("owner_rank").limit(5)).next()).isEmpty();
        }

        @Test
        void goOnWhereTheyEndedWhenDocumentsComeAndGo() {
            List.of("a", "c", "e", "g").forEach(id -> insertItem(id, "owner", 1));
            Query query = Query.by("owner_rank").limit(2);
            Page<Item> first = items.find(query);
            items.delete("c");
            insertItem("b", "owner", 1);
            insertItem("d", "owner", 1);
            assertThat(items.find(query.after(first.next().orElseThrow())).items())
                    .extracting(Stored::id)
                    .containsExactly("d", "e");
        }
    }

    @Nested
    class Refusals {

        @Test
        void refuseAnIndexThatIsNotDeclared() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.find(Query.by("rank")))
                    .withMessageContaining("rank");
        }

        @Test
        void refuseFieldsThatAreNoPrefixOfTheIndex() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.find(Query.by("owner_rank").where("rank", 1L)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            items.find(Query.by("owner_rank").where("rank", 1L).where("owner", "o")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.find(Query.by("owner_rank").where("name", "x")));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.find(Query.by("id").where("name", "x")));
        }

        @Test
        void refuseValuesOfAnotherType() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.find(Query.by("owner_rank").where("owner", 1L)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.find(
                            Query.by("owner_rank").where("owner", "o").between("1", null)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> items.find(Query.by("owner_rank").where("owner", List.of("o"))));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "x", "%%%", "AAAA", "AQAAAAA", "AQ", "\u0000", "'; DROP TABLE items; --"})
        void refuseCursorsThatAreNone(String cursor) {
            assertThatExceptionOfType(InvalidCursor.class)
                    .isThrownBy(() -> items.find(Query.by("owner_rank").after(cursor)));
        }

        @Test
        void refuseTheCursorOfAnotherQuery() {
            List.of("a", "b").forEach(id -> insertItem(id, "owner", 1));
            Query query = Query.by("owner_rank").where("owner", "owner").limit(1);
            String cursor = items.find(query).next().orElseThrow();
            assertThat(items.find(query.after(cursor)).items()).hasSize(1);
            for (Query other : List.of(
                    query.newestFirst(),
                    Query.by("owner_rank").where("owner", "another"),
                    Query.by("owner_rank"),
                    Query.by("id"),
                    query.between(5L, 6L))) {
                assertThatExceptionOfType(InvalidCursor.class).isThrownBy(() -> items.find(other.after(cursor)));
            }
        }
    }
}
