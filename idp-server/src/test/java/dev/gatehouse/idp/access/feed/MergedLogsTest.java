package dev.gatehouse.idp.access.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MergedLogsTest {

    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Revision BEGINNING = new Revision(0, 0);

    private final MemoryAccessLog log = new MemoryAccessLog();
    private long own;
    private long ofSystem;
    private long seenByOwn;

    private void appendToSystem() {
        append(WorkspaceId.SYSTEM, ofSystem + 1, ofSystem, 1);
        ofSystem++;
    }

    private void append(long systemPosition, int changes) {
        append(ACME, own + 1, systemPosition, changes);
        own++;
        seenByOwn = systemPosition;
    }

    private void append(WorkspaceId workspace, long position, long systemPosition, int changes) {
        List<Change> made = IntStream.range(0, changes)
                .<Change>mapToObj(i -> new Change.RoleCreated(new RoleId("role-" + i)))
                .toList();
        assertThat(log.append(new LogRecord(
                        workspace, position, systemPosition, Instant.EPOCH, "system:test", "event-" + position, made)))
                .isTrue();
    }

    /** A node appends on what it has seen of system, which may not be all, and never less than before. */
    private void appendAny(Random random) {
        if (random.nextBoolean()) {
            appendToSystem();
        } else {
            append(random.nextLong(seenByOwn, ofSystem + 1), 1);
        }
    }

    private Revision head() {
        return new Revision(own, ofSystem);
    }

    private List<FeedItem> readAll(Revision after, int most) {
        List<FeedItem> items = new ArrayList<>();
        Revision at = after;
        while (true) {
            List<FeedItem> part = new MergedLogs(log, ACME, at, head()).next(most);
            if (part.isEmpty()) {
                return items;
            }
            items.addAll(part);
            at = part.getLast().revision();
        }
    }

    /** Everything at once, sorted by the sentence that defines the order. */
    private List<LogRecord> sorted() {
        List<LogRecord> all = new ArrayList<>(log.read(WorkspaceId.SYSTEM, 0, Integer.MAX_VALUE));
        all.addAll(log.read(ACME, 0, Integer.MAX_VALUE));
        all.sort(Comparator.<LogRecord>comparingLong(
                        record -> record.workspace().isSystem() ? record.position() : record.systemPosition())
                .thenComparing(record -> !record.workspace().isSystem())
                .thenComparingLong(LogRecord::position));
        return all;
    }

    @Property(tries = 200)
    void ordersWhenTheLogsStandStillThenAsDefinedFromEveryRevisionOn(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 120) int records) {
        var random = new Random(seed);
        IntStream.range(0, records).forEach(_ -> appendAny(random));
        List<FeedItem> whole = readAll(BEGINNING, Integer.MAX_VALUE);
        assertThat(whole).extracting(FeedItem::record).isEqualTo(sorted());
        assertThat(readAll(BEGINNING, 1 + random.nextInt(7))).isEqualTo(whole);
        if (!whole.isEmpty()) {
            int from = random.nextInt(whole.size());
            assertThat(readAll(whole.get(from).revision(), 3)).isEqualTo(whole.subList(from + 1, whole.size()));
            assertThat(whole.getLast().revision()).isEqualTo(head());
        }
    }

    @Property(tries = 200)
    void followsWhenTheLogsGrowThenEachRecordOnceAndNoneBeforeWhatItStandsOn(@ForAll long seed) {
        var random = new Random(seed);
        List<FeedItem> followed = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            appendAny(random);
            if (random.nextInt(4) == 0) {
                Revision at =
                        followed.isEmpty() ? BEGINNING : followed.getLast().revision();
                followed.addAll(readAll(at, 1 + random.nextInt(5)));
            }
        }
        followed.addAll(
                readAll(followed.isEmpty() ? BEGINNING : followed.getLast().revision(), 10));
        assertThat(positions(followed, ACME)).containsExactlyElementsOf(upTo(own));
        assertThat(positions(followed, WorkspaceId.SYSTEM)).containsExactlyElementsOf(upTo(ofSystem));
        assertThat(followed)
                .filteredOn(item -> !item.record().workspace().isSystem())
                .allMatch(item ->
                        item.record().systemPosition() <= item.revision().system());
    }

    private static List<Long> positions(List<FeedItem> items, WorkspaceId workspace) {
        return items.stream()
                .map(FeedItem::record)
                .filter(record -> record.workspace().equals(workspace))
                .map(LogRecord::position)
                .toList();
    }

    private static List<Long> upTo(long position) {
        return LongStream.rangeClosed(1, position).boxed().toList();
    }

    @Test
    void ordersWhenTheWorkspaceIsSystemThenItsLogAloneAndBothPositionsMove() {
        appendToSystem();
        appendToSystem();
        assertThat(new MergedLogs(log, WorkspaceId.SYSTEM, BEGINNING, new Revision(2, 2)).next(10))
                .extracting(FeedItem::revision)
                .containsExactly(new Revision(1, 1), new Revision(2, 2));
    }

    @Test
    void readsWhenTheLogsAreLongerThanAskedForThenNothingBehindTheRevision() {
        appendToSystem();
        append(1, 1);
        append(1, 1);
        appendToSystem();
        assertThat(new MergedLogs(log, ACME, BEGINNING, new Revision(1, 1)).next(10))
                .extracting(FeedItem::revision)
                .containsExactly(new Revision(0, 1), new Revision(1, 1));
    }

    @Test
    void readsWhenRecordsHoldManyChangesThenFewerAtOnce() {
        IntStream.range(0, 15).forEach(_ -> append(0, 1_000));
        var logs = new MergedLogs(log, ACME, BEGINNING, head());
        assertThat(logs.next(100)).hasSize(10);
        assertThat(logs.next(100)).hasSize(5);
        assertThat(logs.hasNext()).isFalse();
    }
}
