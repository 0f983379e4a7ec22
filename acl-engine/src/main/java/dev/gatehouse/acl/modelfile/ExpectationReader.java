package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.engine.RawObject;
import dev.gatehouse.acl.engine.RawQuestion;
import dev.gatehouse.acl.engine.RawSearch;
import dev.gatehouse.acl.engine.RawSubject;
import dev.gatehouse.acl.modelfile.Item.UnreadableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what must be answered: decisions, or one of the three lists. Words that mean nothing are read as they are. */
final class ExpectationReader {

    private static final List<String> DECIDED = List.of("who", "on", "may", "not", "because", "at", "in");
    private static final List<String> OBJECTS = List.of("who", "right", "objects", "are", "others", "at", "in");
    private static final List<String> SUBJECTS = List.of("on", "right", "subjects", "are", "others", "at", "in");
    private static final List<String> RIGHTS = List.of("who", "on", "rights", "at", "in");

    private final WorkspaceId workspace;
    private final Instant now;

    ExpectationReader(WorkspaceId workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    List<Expectation> read(Item list) throws UnreadableException {
        List<Expectation> all = new ArrayList<>();
        for (Item item : list.items()) {
            Map<String, Item> members = item.members();
            if (members.containsKey("objects")) {
                all.add(objects(item, item.members(OBJECTS)));
            } else if (members.containsKey("subjects")) {
                all.add(subjects(item, item.members(SUBJECTS)));
            } else if (members.containsKey("rights")) {
                all.add(rights(item, item.members(RIGHTS)));
            } else {
                decided(item, item.members(DECIDED), all);
            }
        }
        return all;
    }

    private WorkspaceId in(Map<String, Item> members) throws UnreadableException {
        Item in = members.get("in");
        return in == null ? workspace : in.as(WorkspaceId::new);
    }

    private Instant at(Map<String, Item> members) throws UnreadableException {
        Item at = members.get("at");
        return at == null ? now : at.as(Instant::parse);
    }

    private void decided(Item item, Map<String, Item> members, List<Expectation> all) throws UnreadableException {
        List<RawSubject> who = item.required(members, "who").allAs(ExpectationReader::subject);
        List<RawObject> on = item.required(members, "on").allAs(ExpectationReader::object);
        if (!members.containsKey("may") && !members.containsKey("not")) {
            throw item.wrong("say what they may, or may not");
        }
        Item because = members.get("because");
        Optional<Reason> reason =
                because == null ? Optional.empty() : Optional.of(because.as(ExpectationReader::reason));
        if (reason.isPresent() && !members.containsKey("not")) {
            throw item.wrong("because belongs to not");
        }
        for (String key : List.of("may", "not")) {
            Item rights = members.get(key);
            for (String right : rights == null ? List.<String>of() : rights.allAs(text -> text)) {
                boolean allowed = key.equals("may");
                for (RawSubject subject : who) {
                    for (RawObject object : on) {
                        all.add(new Expectation.Decided(
                                item.path(),
                                in(members),
                                at(members),
                                new RawQuestion(subject, right, object),
                                allowed,
                                allowed ? Optional.empty() : reason));
                    }
                }
            }
        }
    }

    private Expectation objects(Item item, Map<String, Item> members) throws UnreadableException {
        RawSearch<?> search = new RawSearch.Objects(
                item.required(members, "who").as(ExpectationReader::subject),
                item.required(members, "right").text(),
                item.required(members, "objects").text());
        return listed(item, members, search, "are");
    }

    private Expectation subjects(Item item, Map<String, Item> members) throws UnreadableException {
        RawSearch<?> search = new RawSearch.Subjects(
                item.required(members, "subjects").text(),
                item.required(members, "right").text(),
                item.required(members, "on").as(ExpectationReader::object));
        return listed(item, members, search, "are");
    }

    private Expectation rights(Item item, Map<String, Item> members) throws UnreadableException {
        RawSearch<?> search = new RawSearch.RightsOf(
                item.required(members, "who").as(ExpectationReader::subject),
                item.required(members, "on").as(ExpectationReader::object));
        return listed(item, members, search, "rights");
    }

    private Expectation listed(Item item, Map<String, Item> members, RawSearch<?> search, String items)
            throws UnreadableException {
        Item others = members.get("others");
        return new Expectation.Listed(
                item.path(),
                in(members),
                at(members),
                search,
                new HashSet<>(item.required(members, items).allAs(text -> text)),
                others != null && others.truth());
    }

    /** As subjects are written; what stands before the first colon may be no type of subjects. */
    static RawSubject subject(String written) {
        int colon = written.indexOf(':');
        return colon < 0
                ? new RawSubject(written, written)
                : new RawSubject(written.substring(0, colon), written.substring(colon + 1));
    }

    static RawObject object(String written) {
        int colon = written.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("An object is written type:id");
        }
        return new RawObject(written.substring(0, colon), written.substring(colon + 1));
    }

    private static Reason reason(String code) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no such reason; those are "
                        + String.join(
                                ", ",
                                Arrays.stream(Reason.values()).map(Reason::code).toList())));
    }
}
