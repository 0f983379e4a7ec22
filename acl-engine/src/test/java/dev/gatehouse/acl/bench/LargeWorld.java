package dev.gatehouse.acl.bench;

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
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Question;
import dev.gatehouse.acl.model.Model;
import dev.gatehouse.acl.model.ModelPair;
import dev.gatehouse.acl.model.ModelWriter;
import dev.gatehouse.acl.model.SnapshotReader;
import dev.gatehouse.acl.model.SnapshotWriter;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Documents in folders three deep, each with three entries (for a role at the top of ten, for a user, and a deny for a
 * role in the middle); users in two roles at the bottom; roles with two parents each, ten deep.
 */
final class LargeWorld {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final Subject AUDITOR = Subject.user("auditor");
    static final WorkspaceId WORKSPACE = new WorkspaceId("bench");
    private static final int DEPTH = 10;
    private static final int ALIKE = 100;

    private final Model system = Model.empty(WorkspaceId.SYSTEM, ImpliedObjects.ROOTS);
    private final ModelWriter writer = new ModelWriter();
    private final List<Change> pending = new ArrayList<>();
    private final int objects;
    private final int users;
    private final int roles;
    private final int entriesAlike;
    private Model model = Model.empty(WORKSPACE, ImpliedObjects.ROOTS);

    /**
     * Says how large.
     *
     * @param entriesAlike how many successive documents have the same three entries
     */
    private LargeWorld(int objects, int entriesAlike) {
        this.objects = objects;
        this.users = Math.max(1_000, objects / 10);
        this.roles = Math.max(100, Math.min(10_000, objects / 100));
        this.entriesAlike = entriesAlike;
    }

    /** As usual: a hundred successive documents have the same entries. */
    static LargeWorld of(int objects) {
        return new LargeWorld(objects, ALIKE);
    }

    static LargeWorld withoutTwoListsAlike(int objects) {
        return new LargeWorld(objects, 1);
    }

    /** One of the same size that holds nothing yet. */
    LargeWorld unbuilt() {
        return new LargeWorld(objects, entriesAlike);
    }

    int objects() {
        return objects;
    }

    int users() {
        return users;
    }

    int roles() {
        return roles;
    }

    boolean hasListsAlike() {
        return entriesAlike > 1;
    }

    long position() {
        return model.position();
    }

    Path snapshotIn(Path folder) {
        return folder.resolve(objects + "-" + entriesAlike);
    }

    void writeSnapshot(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            List<byte[]> chunks = new ArrayList<>();
            SnapshotWriter.write(view().models(), chunks::add);
            out.writeInt(chunks.size());
            for (byte[] chunk : chunks) {
                out.writeInt(chunk.length);
                out.write(chunk);
            }
        }
    }

    static List<byte[]> chunks(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            List<byte[]> chunks = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                chunks.add(in.readNBytes(in.readInt()));
            }
            return chunks;
        }
    }

    /** Takes what a snapshot holds, in place of {@link #build}. */
    LargeWorld load(Path file) throws IOException {
        if (!(SnapshotReader.read(chunks(file).iterator(), ImpliedObjects.ROOTS)
                instanceof SnapshotReader.Loaded(Model loaded))) {
            throw new IOException("The snapshot is broken");
        }
        model = loaded;
        return this;
    }

    private void add(Change change) {
        pending.add(change);
        if (pending.size() == 1_000) {
            flush();
        }
    }

    private void flush() {
        if (!pending.isEmpty()) {
            model = apply(change(pending));
            pending.clear();
        }
    }

    private LogRecord change(List<Change> changes) {
        return new LogRecord(
                model.workspace(),
                model.position() + 1,
                0,
                NOW.plusMillis(model.position()),
                "bench",
                "event",
                changes);
    }

    private Model apply(LogRecord record) {
        return writer.apply(model, system, record);
    }

    LargeWorld build() {
        add(new Change.ObjectTypeDefined(ObjectType.of("folder", List.of(), List.of("folder"))));
        add(new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("folder"))));
        for (int role = 0; role < roles; role++) {
            add(new Change.RoleCreated(new RoleId("role" + role)));
        }
        for (int role = roles - 1; role >= 0; role--) {
            if (role % DEPTH != DEPTH - 1) {
                add(new Change.MemberAdded(new RoleId("role" + (role + 1)), RoleRef.here("role" + role)));
                int second = (role / DEPTH * 7 + 3) % (roles / DEPTH) * DEPTH + role % DEPTH + 1;
                if (second != role + 1) {
                    add(new Change.MemberAdded(new RoleId("role" + second), RoleRef.here("role" + role)));
                }
            }
        }
        for (int user = 0; user < users; user++) {
            add(new Change.MemberAdded(new RoleId("role" + bottom(user)), Subject.user("user" + user)));
            int second = bottom(user * 31 + 17);
            if (second != bottom(user)) {
                add(new Change.MemberAdded(new RoleId("role" + second), Subject.user("user" + user)));
            }
        }
        for (int folder = 0; folder < Math.max(1, objects / 100); folder++) {
            ObjectRef parent = folder < 10 ? null : ObjectRef.of("folder", "f" + folder / 10);
            add(new Change.ObjectPut(ObjectRef.of("folder", "f" + folder), parent, true));
        }
        for (int doc = 0; doc < objects; doc++) {
            addDocument(doc);
        }
        add(new Change.EntryAdded(Entry.allow(model.workspace().root(), AUDITOR, Rights.of(Right.READ))));
        flush();
        return this;
    }

    private int bottom(int user) {
        return Math.floorMod(user * 7919, roles / DEPTH) * DEPTH;
    }

    private void addDocument(int doc) {
        ObjectRef object = ObjectRef.of("doc", "d" + doc);
        int kind = doc / entriesAlike;
        add(new Change.ObjectPut(object, ObjectRef.of("folder", "f" + doc / 100), true));
        int top = bottom(kind) + DEPTH - 1;
        add(new Change.EntryAdded(Entry.allow(object, RoleRef.here("role" + top), Rights.of(Right.READ))));
        add(new Change.EntryAdded(Entry.allow(object, owner(doc), Rights.of(Right.READ, Right.UPDATE))));
        add(new Change.EntryAdded(Entry.deny(
                object, RoleRef.here("role" + (bottom(kind * 3 + 1) + DEPTH / 2)), Rights.of(Right.UPDATE))));
    }

    AccessView view() {
        return new AccessView(new ModelPair(system, model));
    }

    /** Makes one document deny or allow again, and says how long that took until readers could see it. */
    long writeNanos(int turn) {
        ObjectRef object = ObjectRef.of("doc", "d" + Math.floorMod(turn * 7919, objects));
        Entry entry =
                Entry.deny(object, Subject.user("user" + (turn + turn / objects) % users), Rights.of(Right.DELETE));
        long began = System.nanoTime();
        LogRecord record = change(List.of(new Change.EntryAdded(entry)));
        Model next = writer.propose(model, system, record.changes()).appended(record);
        long took = System.nanoTime() - began;
        model = next;
        return took;
    }

    /** A question that the document's entry for a user answers. */
    Question ownEntry(int turn) {
        int doc = Math.floorMod(turn * 7919, objects);
        return new Question(owner(doc), Right.READ, ObjectRef.of("doc", "d" + doc));
    }

    private Subject owner(int doc) {
        return Subject.user("user" + Math.floorMod(doc / entriesAlike * 13, users));
    }

    List<Question> questions(int count) {
        Random random = new Random(42);
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int doc = random.nextInt(objects);
            Subject user = i % 3 == 0 ? owner(doc) : Subject.user("user" + random.nextInt(users));
            Right right = i % 2 == 0 ? Right.READ : Right.UPDATE;
            questions.add(new Question(user, right, ObjectRef.of("doc", "d" + doc)));
        }
        return questions;
    }
}
