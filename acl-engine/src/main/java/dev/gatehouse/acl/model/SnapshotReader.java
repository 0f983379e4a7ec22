package dev.gatehouse.acl.model;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.Limits;
import dev.gatehouse.acl.ObjectType;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.model.SnapshotInput.BrokenSnapshotException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads a model that {@link SnapshotWriter} wrote. What is broken is never half used: the log is the truth. */
public final class SnapshotReader {

    private final SnapshotInput in;
    private final ImpliedObjects implied;

    private SnapshotReader(SnapshotInput in, ImpliedObjects implied) {
        this.in = in;
        this.implied = implied;
    }

    /** What became of reading a snapshot. */
    public sealed interface Result {}

    public record Loaded(Model model) implements Result {}

    public record Broken(String reason) implements Result {}

    public static Result read(Iterator<byte[]> chunks, ImpliedObjects implied) {
        try {
            return new Loaded(new SnapshotReader(new SnapshotInput(chunks), implied).read());
        } catch (BrokenSnapshotException broken) {
            return new Broken(String.valueOf(broken.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException impossible) {
            return new Broken("The snapshot holds what no model can hold: " + impossible.getMessage());
        }
    }

    private String string() throws BrokenSnapshotException {
        return new String(in.bytes(Limits.ID_BYTES), StandardCharsets.UTF_8);
    }

    private Model read() throws BrokenSnapshotException {
        WorkspaceId workspace = new WorkspaceId(string());
        long position = in.number();
        long time = in.number();
        long systemPosition = in.number();
        RightTable rights = readRights();
        for (ObjectType type : implied.types()) {
            rights = rights.withNames(type.rights());
        }
        TypeTable types = TypeTable.EMPTY;
        for (ObjectType type : readTypes()) {
            rights = rights.withNames(type.rights());
            types = types.with(type, rights, implied.rule(type.name()));
        }
        for (ObjectType type : implied.types()) {
            if (types.find(type.name()) == null) {
                types = types.with(type, rights, implied.rule(type.name()));
            }
        }
        Model empty = Model.empty(workspace, implied);
        ModelEditor editor = new ModelEditor(empty, workspace.isSystem() ? null : empty, 0, new EntryPool());
        readRoles(editor.members().roles());
        Map<Integer, int[]> systemMembers =
                readSystemMembers(editor.members().roles().created());
        editor.restore(types, rights, systemMembers);
        readSubjects(editor.members());
        new SnapshotObjects(in, editor.objects(), types, rights).read();
        in.end();
        return editor.freeze(position, time, systemPosition);
    }

    private RightTable readRights() throws BrokenSnapshotException {
        List<Right> names = new ArrayList<>();
        int count = in.number(Limits.RIGHTS + 1);
        for (int i = 0; i < count; i++) {
            names.add(new Right(string()));
        }
        RightTable rights = RightTable.EMPTY.withNames(names);
        if (!rights.names().equals(names)) {
            throw new BrokenSnapshotException("The names of rights are not in their order");
        }
        int sets = in.number(Limits.RIGHT_SETS + 1);
        RightTable.Collector collector = rights.collect();
        for (int set = 1; set < sets; set++) {
            collector.add(in.numbers(names.size()));
        }
        return collector.take();
    }

    private List<ObjectType> readTypes() throws BrokenSnapshotException {
        List<ObjectType> types = new ArrayList<>();
        int count = in.number(Limits.TYPES + 1);
        for (int type = 0; type < count; type++) {
            TypeName name = new TypeName(string());
            List<Right> rights = new ArrayList<>();
            for (int left = in.number(Limits.RIGHTS_PER_TYPE + 1); left > 0; left--) {
                rights.add(new Right(string()));
            }
            List<TypeName> parents = new ArrayList<>();
            for (int left = in.number(Limits.PARENT_TYPES_PER_TYPE + 1); left > 0; left--) {
                parents.add(new TypeName(string()));
            }
            types.add(new ObjectType(name, rights, parents));
        }
        return types;
    }

    private void readRoles(RoleGraphEditor roles) throws BrokenSnapshotException {
        int created = in.number(Limits.ROLES + 1);
        for (int role = 0; role < created; role++) {
            if (in.number(2) == 1) {
                roles.restore(role, string(), in.number(), in.numbers(created));
            }
        }
        Map<String, List<RoleGraph.PastRole>> past = new HashMap<>();
        for (int left = in.number(Limits.ROLES + 1); left > 0; left--) {
            String name = string();
            List<RoleGraph.PastRole> incarnations = new ArrayList<>();
            for (int more = in.number(Limits.ROLES + 1); more > 0; more--) {
                incarnations.add(new RoleGraph.PastRole(in.number(created), in.number(), in.number()));
            }
            past.put(name, List.copyOf(incarnations));
        }
        roles.restored(created, past);
    }

    private Map<Integer, int[]> readSystemMembers(int created) throws BrokenSnapshotException {
        Map<Integer, int[]> members = new HashMap<>();
        for (int left = in.number(Limits.ROLES + 1); left > 0; left--) {
            int systemRole = in.number(Limits.ROLES);
            members.put(systemRole, in.numbers(created));
        }
        return members;
    }

    private void readSubjects(MembershipEditor members) throws BrokenSnapshotException {
        SubjectTable.Editor subjects = members.subjects();
        int created = members.roles().created();
        int count = in.number(Limits.SUBJECTS + 1);
        SnapshotNames names = new SnapshotNames(subjects.names());
        for (int subject = 0; subject < count; subject++) {
            if (subject < SubjectTable.FIRST) {
                names.skip();
            } else {
                int space = in.number(SubjectTable.SERVICES + 1);
                names.add(space, in.bytes(Limits.ID_BYTES));
            }
            subjects.setRoles(subject, in.numbers(created));
        }
        names.end();
        subjects.restored(count);
    }
}
