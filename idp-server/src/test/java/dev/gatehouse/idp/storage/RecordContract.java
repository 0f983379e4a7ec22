package dev.gatehouse.idp.storage;

import static dev.gatehouse.idp.storage.Samples.CHANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gatehouse.idp.storage.Samples.Everything;
import dev.gatehouse.idp.storage.Samples.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a store promises about the content of documents: it comes back as it was written. */
abstract class RecordContract extends DeferredIndexContract {

    private Everything writeAndRead(Everything written) {
        Documents<Everything> documents = store.open(Samples.EVERYTHING);
        documents.insert("a", written, CHANGE);
        return documents.get("a").orElseThrow().value();
    }

    @Nested
    class Content {

        @Test
        void comesBackAsItWasWritten() {
            Everything written = Samples.everything();
            assertThat(writeAndRead(written)).usingRecursiveComparison().isEqualTo(written);
        }

        @Test
        void comesBackWhenEmptyAndAtTheLimits() {
            var written = new Everything(
                    "",
                    "",
                    false,
                    true,
                    0,
                    Long.MIN_VALUE,
                    Instant.parse("9999-12-31T23:59:59.999999Z"),
                    Duration.ZERO,
                    new byte[0],
                    Samples.Colour.RED,
                    new Samples.OwnerId(""),
                    Optional.empty(),
                    List.of(),
                    Set.of(),
                    Map.of(),
                    null);
            assertThat(writeAndRead(written)).usingRecursiveComparison().isEqualTo(written);
        }

        @Test
        void losesWhatIsFinerThanAMicrosecond() {
            var fine = Instant.parse("2026-01-01T00:00:00.123456789Z");
            var line = new Line("c", 1, fine.plusSeconds(100_000_000), new byte[0]);
            Documents<Line> lines = store.open(Samples.LINES);
            lines.insert("a", line, CHANGE);
            assertThat(lines.get("a").orElseThrow().value().expireAt())
                    .isEqualTo(Instant.parse("2026-01-01T00:00:00.123456Z").plusSeconds(100_000_000));
        }

        @Test
        void mayBeAMegabyteLarge() {
            var content = new byte[1024 * 1024];
            new Random(1).nextBytes(content);
            Documents<Line> lines = store.open(Samples.LINES);
            lines.insert("a", new Line("c", 1, START.plusSeconds(1), content), CHANGE);
            assertThat(lines.get("a").orElseThrow().value().content()).isEqualTo(content);
            items.insert("a", Samples.item("é".repeat(400_000)), CHANGE);
            assertThat(items.get("a").orElseThrow().value().name()).hasSize(400_000);
        }

        @Test
        void isRefusedWhenItIsLargerThanTheLimit() {
            Documents<Line> lines = store.open(Samples.LINES);
            var content = new byte[Documents.MAX_CHARACTERS];
            assertThat(lines.insert("a", new Line("", 1, START.plusSeconds(1), content), CHANGE)
                            .written())
                    .isTrue();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> lines.insert("b", new Line("c", 2, START.plusSeconds(1), content), CHANGE))
                    .withMessageContaining("4,194,304");
        }
    }

    /** The same collection, as an earlier version of the server declared it. */
    record Before(String name) {}

    /** And as a later one declares it. */
    record After(
            String name,
            @Nullable String text,
            long number,
            boolean flag,
            @Nullable Instant end,
            Optional<String> optional,
            List<String> list,
            Map<String, String> map,
            Samples.@Nullable Colour colour) {}

    @Nested
    class Growth {

        private final DocumentType<Before> before = DocumentType.named("growing", Before.class)
                .unique("name", "name")
                .build();
        private final DocumentType<After> after = DocumentType.named("growing", After.class)
                .unique("name", "name")
                .unique("text", "text")
                .index("number", "number")
                .expiringAt("end")
                .build();

        private void reopen() {
            store.close();
            store = openStore(clock);
        }

        @Test
        void readsOldDocumentsWithEmptyNewComponents() {
            store.open(before).insert("a", new Before("x"), CHANGE);
            reopen();
            Documents<After> documents = store.open(after);
            var grown = new After("x", null, 0, false, null, Optional.empty(), List.of(), Map.of(), null);
            assertThat(documents.get("a")).contains(new Stored<>("a", 1, CHANGE, grown));
            assertThat(documents.find(Query.by("name")).items()).hasSize(1);
        }

        @Test
        void indexesWhatIsWrittenFromThenOn() {
            store.open(before).insert("a", new Before("x"), CHANGE);
            reopen();
            Documents<After> documents = store.open(after);
            var next = new After("y", "t", 5, true, null, Optional.of("o"), List.of("l"), Map.of(), Samples.Colour.RED);
            documents.insert("b", next, CHANGE);
            assertThat(documents.find(Query.by("number").between(5L, null)).items())
                    .hasSize(1);
            assertThat(documents.replaceIf("a", 1, next, CHANGE)).isInstanceOf(WriteResult.Conflict.class);
        }

        @Test
        void letsAnOlderServerReadWhatANewerOneWrote() {
            var next = new After("y", "t", 5, true, null, Optional.of("o"), List.of("l"), Map.of(), null);
            store.open(after).insert("b", next, CHANGE);
            reopen();
            assertThat(store.open(before).get("b").orElseThrow().value()).isEqualTo(new Before("y"));
        }
    }
}
