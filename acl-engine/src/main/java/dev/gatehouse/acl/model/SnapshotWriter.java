package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.TypeName;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes a model as chunks of bytes. A snapshot says nothing that the log does not say; numbers stay as they are, and
 * what was for deleted roles is left out.
 */
public final class SnapshotWriter {

    /** What a chunk holds at least, but for the last one; it may be a little longer. */
    public static final int CHUNK = 1 << 20;

    private final Model model;
    private final SnapshotOutput out;
    private final Set<Integer> deadSystemRoles;

    private SnapshotWriter(Model model, SnapshotOutput out, Set<Integer> deadSystemRoles) {
        this.model = model;
        this.out = out;
        this.deadSystemRoles = deadSystemRoles;
    }

    /**
     * Writes the workspace of a pair.
     *
     * @param chunks gets each chunk in order
     */
    public static void write(ModelPair models, Consumer<byte[]> chunks) {
        write(models, CHUNK, chunks);
    }

    static void write(ModelPair models, int chunkSize, Consumer<byte[]> chunks) {
        Model model = models.workspace();
        // A role of system that was deleted later than this model looks may live in a pair with an older system.
        Set<Integer> dead =
                model.isSystem() ? Set.of() : models.system().roles().deletedUpTo(model.systemPosition());
        new SnapshotWriter(model, new SnapshotOutput(chunkSize, chunks), dead).write();
    }

    private void write() {
        out.string(model.workspace().value());
        out.number(model.position());
        out.number(model.time());
        out.number(model.systemPosition());
        writeRights();
        writeTypes();
        writeRoles();
        writeSystemMembers();
        writeSubjects();
        writeObjects();
        out.end();
    }

    private void writeRights() {
        RightTable rights = model.rights();
        out.number(rights.names().size());
        rights.names().forEach(right -> out.string(right.name()));
        out.number(rights.setCount());
        for (int set = 1; set < rights.setCount(); set++) {
            long[] words = rights.sets().get(set);
            int[] included = words == null ? SortedInts.NONE : RightTable.numbers(words);
            out.numbers(included);
        }
    }

    private void writeTypes() {
        out.number(model.types().count());
        for (TypeTable.DefinedType type : model.types().byNumber()) {
            out.string(type.type().name().value());
            out.number(type.type().rights().size());
            for (Right right : type.type().rights()) {
                out.string(right.name());
            }
            out.number(type.type().parents().size());
            for (TypeName parent : type.type().parents()) {
                out.string(parent.value());
            }
        }
    }

    private void writeRoles() {
        RoleGraph roles = model.roles();
        out.number(roles.created());
        for (int role = 0; role < roles.created(); role++) {
            RoleNode node = roles.node(role);
            out.number(node == null ? 0 : 1);
            if (node != null) {
                out.string(node.name());
                out.number(node.created());
                out.numbers(node.parents());
            }
        }
        out.number(roles.past().size());
        roles.past().forEach((name, past) -> {
            out.string(name);
            out.number(past.size());
            for (RoleGraph.PastRole role : past) {
                out.number(role.number());
                out.number(role.created());
                out.number(role.deleted());
            }
        });
    }

    private int[] existing(int[] direct) {
        int[] left = direct;
        for (int role : direct) {
            if (model.roles().node(role) == null) {
                left = SortedInts.without(left, role);
            }
        }
        return left;
    }

    private void writeSystemMembers() {
        List<Integer> named = new ArrayList<>();
        for (int systemRole : model.systemMembers().all()) {
            if (!deadSystemRoles.contains(systemRole)) {
                named.add(systemRole);
            }
        }
        out.number(named.size());
        for (int systemRole : named) {
            out.number(systemRole);
            out.numbers(existing(model.systemMembers().direct(systemRole)));
        }
    }

    private void writeSubjects() {
        SubjectTable subjects = model.subjects();
        out.number(subjects.count());
        for (int subject = 0; subject < subjects.count(); subject++) {
            if (subject >= SubjectTable.FIRST) {
                out.number(subjects.names().space(subject));
                out.string(subjects.names().name(subject));
            }
            out.numbers(existing(subjects.roles(subject)));
        }
    }

    private void writeObjects() {
        ObjectTable objects = model.objects();
        IdentityHashMap<EntryList, Integer> lists = new IdentityHashMap<>();
        out.number(objects.size());
        out.number(objects.firstFree());
        out.number(objects.count());
        for (int object = 0; object < objects.size(); object++) {
            out.number(objects.type(object));
            out.number(objects.ups().get(object));
            if (objects.type(object) != 0) {
                out.string(objects.names().name(object));
                writeList(lists, objects.entries(object));
            }
        }
    }

    /** A list is written where it is first met; later by its number. */
    private void writeList(IdentityHashMap<EntryList, Integer> lists, EntryList list) {
        Integer known = lists.get(list);
        if (known != null) {
            out.number(known);
            return;
        }
        lists.put(list, lists.size());
        out.number(lists.size() - 1);
        int[] count = new int[1];
        list.forEach((entry, expiresAt) -> count[0] += isAlive(entry) ? 1 : 0);
        out.number(count[0]);
        list.forEach((entry, expiresAt) -> {
            if (isAlive(entry)) {
                out.number(PackedEntry.to(entry));
                out.number(PackedEntry.terms(entry));
                if (PackedEntry.expires(entry)) {
                    out.number(expiresAt);
                }
            }
        });
    }

    private boolean isAlive(long entry) {
        return switch (PackedEntry.kind(entry)) {
            case PackedEntry.ROLE -> model.roles().node(PackedEntry.number(entry)) != null;
            case PackedEntry.SYSTEM_ROLE -> !deadSystemRoles.contains(PackedEntry.number(entry));
            default -> true;
        };
    }
}
