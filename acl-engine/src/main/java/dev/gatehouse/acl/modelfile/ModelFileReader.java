package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.ImpliedObjects;
import dev.gatehouse.acl.ImpliedObjects.ImpliedType;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.modelfile.Item.UnreadableException;
import dev.gatehouse.acl.modelfile.ModelFile.Changing;
import dev.gatehouse.acl.modelfile.ModelFile.Expecting;
import dev.gatehouse.acl.modelfile.ModelFile.Given;
import dev.gatehouse.acl.modelfile.ModelFile.Stated;
import dev.gatehouse.acl.modelfile.ModelFile.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a model file from maps with texts as keys, lists and texts. */
public final class ModelFileReader {

    /** The workspace of which a file speaks where it names none. */
    static final WorkspaceId WORKSPACE = new WorkspaceId("acme");

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final List<String> KEYS = Stream.concat(
                    Stream.of("about", "now", "implied", "workspaces", "expect", "then"),
                    ChangeReader.SECTIONS.stream())
            .toList();

    private ModelFileReader() {}

    /** What became of reading a file. */
    public sealed interface Reading {

        record Read(ModelFile file) implements Reading {}

        record Unreadable(Problem problem) implements Reading {}
    }

    public static Reading read(@Nullable Object tree) {
        try {
            return new Reading.Read(file(new Item("", tree)));
        } catch (UnreadableException unreadable) {
            return new Reading.Unreadable(unreadable.problem());
        }
    }

    private static ModelFile file(Item top) throws UnreadableException {
        Map<String, Item> members = top.members(KEYS);
        Item now = members.get("now");
        Instant time = now == null ? NOW : now.as(Instant::parse);
        List<Step> steps = new ArrayList<>();
        Map<String, Item> workspaces = memberOf(members, "workspaces").members();
        // The others may name roles of system.
        Item system = workspaces.remove(WorkspaceId.SYSTEM.value());
        if (system != null) {
            given(WorkspaceId.SYSTEM, system.path(), system.members(ChangeReader.SECTIONS), steps);
        }
        given(WORKSPACE, "", members, steps);
        for (Map.Entry<String, Item> workspace : workspaces.entrySet()) {
            Item item = workspace.getValue();
            WorkspaceId id = new Item(item.path(), workspace.getKey()).as(WorkspaceId::new);
            given(id, item.path(), item.members(ChangeReader.SECTIONS), steps);
        }
        expecting(members, WORKSPACE, time, steps);
        for (Item step : memberOf(members, "then").items()) {
            step(step, time, steps);
        }
        return new ModelFile(top.required(members, "about").text(), implied(memberOf(members, "implied")), time, steps);
    }

    private static Item memberOf(Map<String, Item> members, String key) {
        return members.getOrDefault(key, new Item(key, null));
    }

    private static void given(WorkspaceId workspace, String path, Map<String, Item> members, List<Step> steps)
            throws UnreadableException {
        List<Stated> changes = ChangeReader.sections(members);
        if (!changes.isEmpty()) {
            steps.add(new Given(path, workspace, changes));
        }
    }

    private static void expecting(Map<String, Item> members, WorkspaceId workspace, Instant now, List<Step> steps)
            throws UnreadableException {
        Item expect = members.get("expect");
        if (expect != null) {
            steps.add(new Expecting(expect.path(), new ExpectationReader(workspace, now).read(expect)));
        }
    }

    private static void step(Item item, Instant now, List<Step> steps) throws UnreadableException {
        Map<String, Item> members = item.members(List.of("in", "change", "outcome", "expect"));
        Item in = members.get("in");
        WorkspaceId workspace = in == null ? WORKSPACE : in.as(WorkspaceId::new);
        Item outcome = members.get("outcome");
        if (members.containsKey("change")) {
            List<Stated> changes = new ArrayList<>();
            for (Item change : item.required(members, "change").items()) {
                changes.add(ChangeReader.change(change));
            }
            steps.add(new Changing(item.path(), workspace, changes, outcome == null ? Changing.MADE : outcome.text()));
        } else if (outcome != null) {
            throw outcome.wrong("there is no change whose outcome this could be");
        }
        expecting(members, workspace, now, steps);
    }

    private static ImpliedObjects implied(Item list) throws UnreadableException {
        List<ImpliedType> rules = new ArrayList<>();
        for (Item rule : list.items()) {
            Map<String, Item> members = rule.members(List.of("type", "rights", "only", "parent"));
            Item only = members.get("only");
            Item parent = members.get("parent");
            rules.add(new ImpliedType(
                    ChangeReader.type(rule.required(members, "type").text(), rule, members),
                    only == null ? null : only.text(),
                    parent == null ? null : parent.as(ObjectRef::parse)));
        }
        return new Item(list.path(), "").as(_ -> ImpliedObjects.of(rules));
    }
}
