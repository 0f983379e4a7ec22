package dev.gatehouse.acl.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is broken is found out, whatever byte it is. */
class SnapshotTest {

    private static List<byte[]> snapshot(int chunkSize) {
        List<Change> changes = new ArrayList<>(List.of(
                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("doc"))),
                new Change.RoleCreated(new RoleId("a")),
                new Change.RoleCreated(new RoleId("b")),
                new Change.MemberAdded(new RoleId("a"), RoleRef.here("b")),
                new Change.MemberAdded(new RoleId("b"), Subject.user("x"))));
        for (int i = 0; i < 40; i++) {
            ObjectRef doc = ObjectRef.of("doc", "d" + i);
            changes.add(new Change.ObjectPut(doc, i == 0 ? null : ObjectRef.of("doc", "d0"), true));
            changes.add(new Change.EntryAdded(
                    Entry.allow(doc, RoleRef.here("a"), Rights.of(Right.READ)).until(Instant.ofEpochMilli(i + 1))));
        }
        Model model = Model.empty(WorkspaceId.SYSTEM, ImpliedObjects.ROOTS);
        model = new ModelWriter()
                .apply(model, model, new LogRecord(WorkspaceId.SYSTEM, 1, 0, Instant.EPOCH, "test", "event", changes));
        List<byte[]> chunks = new ArrayList<>();
        SnapshotWriter.write(new ModelPair(model, model), chunkSize, chunks::add);
        return chunks;
    }

    private static SnapshotReader.Result read(List<byte[]> chunks) {
        return SnapshotReader.read(chunks.iterator(), ImpliedObjects.ROOTS);
    }

    @Test
    void readsWhenItIsWholeThenWritesTheSameBytesAgain() {
        List<byte[]> chunks = snapshot(64);
        assertThat(chunks.size()).isGreaterThan(5);
        assertThat(read(chunks)).isInstanceOf(SnapshotReader.Loaded.class);
        Model model = ((SnapshotReader.Loaded) read(chunks)).model();
        List<byte[]> again = new ArrayList<>();
        SnapshotWriter.write(new ModelPair(model, model), 64, again::add);
        assertThat(again).containsExactlyElementsOf(chunks);
    }

    @Test
    void readsWhenAnyBitIsFlippedThenBroken() {
        List<byte[]> chunks = snapshot(1 << 16);
        assertThat(chunks).hasSize(1);
        for (int at = 0; at < chunks.getFirst().length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = chunks.getFirst().clone();
                flipped[at] ^= (byte) (1 << bit);
                assertThat(read(List.of(flipped)))
                        .as("bit %d of byte %d", bit, at)
                        .isInstanceOf(SnapshotReader.Broken.class);
            }
        }
    }

    @Test
    void readsWhenAChunkIsMissingDoubledOrMovedThenBroken() {
        List<byte[]> chunks = snapshot(64);
        for (int at = 0; at < chunks.size(); at++) {
            List<byte[]> missing = new ArrayList<>(chunks);
            missing.remove(at);
            assertThat(read(missing)).isInstanceOf(SnapshotReader.Broken.class);
            List<byte[]> doubled = new ArrayList<>(chunks);
            doubled.add(at, chunks.get(at));
            assertThat(read(doubled)).isInstanceOf(SnapshotReader.Broken.class);
        }
        List<byte[]> moved = new ArrayList<>(chunks);
        moved.set(1, chunks.get(2));
        moved.set(2, chunks.get(1));
        assertThat(read(moved)).isInstanceOf(SnapshotReader.Broken.class);
        assertThat(read(List.of())).isInstanceOf(SnapshotReader.Broken.class);
    }
}
