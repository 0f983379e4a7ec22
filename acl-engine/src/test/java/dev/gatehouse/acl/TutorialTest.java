package dev.gatehouse.acl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.change.LogRecord;
import dev.gatehouse.acl.engine.AccessEngine;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Batch;
import dev.gatehouse.acl.engine.Commit;
import dev.gatehouse.acl.engine.Cursors;
import dev.gatehouse.acl.engine.ListAnswer;
import dev.gatehouse.acl.engine.ListQuery;
import dev.gatehouse.acl.engine.MemoryAccessLog;
import dev.gatehouse.acl.engine.Question;
import dev.gatehouse.acl.engine.RawObject;
import dev.gatehouse.acl.engine.RawQuestion;
import dev.gatehouse.acl.engine.RawSubject;
import dev.gatehouse.acl.engine.ReadQuery;
import dev.gatehouse.acl.explain.Explanation;
import dev.gatehouse.acl.filter.Filter;
import dev.gatehouse.acl.filter.FilterAnswer;
import dev.gatehouse.acl.history.Turn;
import dev.gatehouse.acl.model.SnapshotWriter;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewAnswer;
import dev.gatehouse.acl.preview.PreviewDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's code, which is compiled and run here, block by block. */
class TutorialTest {

    @Test
    void runsWhenReadThenAsTheReadmeSays() {
        // README
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        MemoryAccessLog log = new MemoryAccessLog();
        AccessEngine engine = new AccessEngine(log, ImpliedObjects.ROOTS, new Cursors(key), InstantSource.system());
        WorkspaceId acme = new WorkspaceId("acme");
        // end

        // README
        ObjectRef plans = ObjectRef.of("folder", "plans");
        ObjectRef budget = ObjectRef.of("doc", "budget");
        Commit made = engine.commit(
                acme,
                new Batch(
                        "user:alice",
                        "event-1",
                        List.of(
                                new Change.ObjectTypeDefined(ObjectType.of("folder", List.of(), List.of("folder"))),
                                new Change.ObjectTypeDefined(ObjectType.of("doc", List.of("sign"), List.of("folder"))),
                                new Change.ObjectPut(plans, null, true),
                                new Change.ObjectPut(budget, plans, true),
                                new Change.RoleCreated(new RoleId("staff")),
                                new Change.RoleCreated(new RoleId("board")),
                                new Change.MemberAdded(new RoleId("staff"), RoleRef.here("board")),
                                new Change.MemberAdded(new RoleId("board"), Subject.user("bob")),
                                new Change.EntryAdded(
                                        Entry.allow(plans, RoleRef.here("staff"), Rights.of(Right.READ))))));
        // end
        assertThat(made).isInstanceOf(Commit.Committed.class);

        // README
        AccessView view = engine.view(acme);
        Instant now = Instant.parse("2026-07-01T09:00:00Z");
        String answer = switch (view.check(Subject.user("bob"), Right.READ, budget, now)) {
            case Decision.Allowed allowed -> "allowed at " + allowed.revision();
            case Decision.Denied denied -> denied.reason().code();
        };
        // end
        assertThat(answer).isEqualTo("allowed at r1.0");

        // README
        List<Decision> decisions = view.checkAll(
                List.of(
                        new Question(Subject.user("bob"), Right.UPDATE, budget),
                        new Question(Subject.user("bob"), new Right("fly"), budget)),
                now);
        // end
        assertThat(decisions)
                .extracting(decision -> ((Decision.Denied) decision).reason().code())
                .containsExactly("nothing-allows", "unknown-right");

        // README
        Commit cycle = engine.commit(
                acme,
                new Batch(
                        "user:alice",
                        "event-2",
                        List.of(new Change.MemberAdded(new RoleId("board"), RoleRef.here("staff")))));
        String refusal = cycle instanceof Commit.Refused refused
                ? refused.refused().refusal().code()
                : "none";
        // end
        assertThat(refusal).isEqualTo("role-cycle");

        // README
        ListQuery<Subject> readers = new ListQuery.Subjects(Right.READ, budget);
        List<Subject> found = new ArrayList<>();
        if (engine.list(acme, readers, Optional.empty(), 100) instanceof ListAnswer.Listed<Subject> listed) {
            found.addAll(listed.page().items());
        }
        // end
        assertThat(found).containsExactly(Subject.user("bob"));

        // README
        ReadQuery<Member> query = new ReadQuery.Members(new RoleId("staff"));
        String members = engine.list(acme, query, Optional.empty(), 100) instanceof ListAnswer.Listed<Member> read
                ? read.page().items().toString()
                : "";
        // end
        assertThat(members).isEqualTo("[role:board]");

        // README
        Revision before = view.revision();
        engine.commit(
                acme,
                new Batch(
                        "user:alice",
                        "event-3",
                        List.of(new Change.EntryAdded(Entry.deny(budget, Subject.user("bob"), Rights.ALL)))));
        Decision today = engine.view(acme).check(Subject.user("bob"), Right.READ, budget, now);
        Optional<Decision> then =
                engine.at(acme, before).map(past -> past.check(Subject.user("bob"), Right.READ, budget, now));
        // end
        assertThat(today).isInstanceOf(Decision.Denied.class);
        assertThat(then).containsInstanceOf(Decision.Allowed.class);

        // README
        Question question = new Question(Subject.user("bob"), Right.READ, budget);
        Budget second = new Budget(Duration.ofSeconds(1), System::nanoTime);
        List<String> why = new ArrayList<>();
        switch (engine.view(acme).explain(question, now, step -> true, second)) {
            case Explanation.Allowed allowed ->
                why.add(allowed.ground().way() + " on " + allowed.ground().path());
            case Explanation.Denied denied -> {
                denied.denies()
                        .forEach(deny -> why.add("denied to " + deny.entry().to()));
                denied.repairs()
                        .shown()
                        .forEach(repair -> repair.steps()
                                .forEach(step -> why.add(step.change().word() + ", " + repair.gained() + " gained")));
            }
        }
        // end
        assertThat(why).containsExactly("denied to user:bob", "entry.remove, 1 gained");

        // README
        RawQuestion raw = new RawQuestion(new RawSubject("user", "bob"), "read", new RawObject("doc", "budget"));
        Budget twoSeconds = new Budget(Duration.ofSeconds(2), System::nanoTime);
        List<String> turns = new ArrayList<>();
        for (Turn turn :
                engine.history(engine.view(acme), raw, now, 10, twoSeconds).turns()) {
            String by = switch (turn.cause()) {
                case Turn.Recorded(LogRecord record) ->
                    record.actor() + " " + record.changes().getLast().word();
                case Turn.Expired(WorkspaceId home, List<Entry> entries) -> "an entry's end";
            };
            turns.add((turn.decision() instanceof Decision.Allowed ? "yes" : "no") + " by " + by);
        }
        // end
        assertThat(turns).containsExactly("no by user:alice entry.add", "yes by user:alice entry.add");

        // README
        List<Change> planned = List.of(new Change.MemberAdded(new RoleId("board"), Subject.user("carol")));
        List<Shift> shifts = new ArrayList<>();
        Optional<PreviewDigest> seen = Optional.empty();
        Budget looking = new Budget(Preview.BUDGET, System::nanoTime);
        if (engine.view(acme).preview(planned, now, looking) instanceof PreviewAnswer.Previewed(Preview preview)) {
            shifts.addAll(preview.shifts(0, 100));
            seen = preview.digest();
        }
        Commit approved = engine.commit(
                acme,
                new Batch("user:alice", "event-4", planned),
                seen.orElseThrow(),
                new Budget(Preview.BUDGET, System::nanoTime));
        // end
        assertThat(shifts)
                .extracting(shift -> shift.who() + " " + shift.right() + " " + shift.id())
                .containsExactlyInAnyOrder("user:carol read plans", "user:carol read budget");
        assertThat(approved).isInstanceOf(Commit.Committed.class);

        // README
        Map<ObjectRef, AccessLists> documents = new HashMap<>();
        engine.view(acme).lists(budget).ifPresent(lists -> documents.put(budget, lists));
        FilterAnswer condition = engine.view(acme).filter(Subject.user("carol"), Right.READ, new TypeName("doc"), now);
        String pushed = switch (condition) {
            case FilterAnswer.Compiled compiled -> written(compiled.filter());
            case FilterAnswer.Refused refused -> refused.refusal().code();
        };
        // end
        assertThat(documents)
                .hasEntrySatisfying(
                        budget,
                        lists -> assertThat(lists.inherited())
                                .extracting(ListedEntry::to)
                                .containsExactly("role:staff#1"));
        String asked = "read to [everyone, role:board#1, role:staff#1, user:carol]";
        assertThat(pushed)
                .isEqualTo(
                        "((OWN allows %1$s or INHERITED allows %1$s) and not (OWN denies %1$s or INHERITED denies %1$s))"
                                .formatted(asked));

        // README
        AccessView current = engine.view(acme);
        List<byte[]> chunks = new ArrayList<>();
        SnapshotWriter.write(current.models(), chunks::add);
        log.keep(acme, current.revision().workspace(), chunks);
        // end
        assertThat(new AccessEngine(log, ImpliedObjects.ROOTS, new Cursors(key), InstantSource.system())
                        .view(acme)
                        .revision())
                .isEqualTo(current.revision());
    }

    // README
    private static String written(Filter filter) {
        return switch (filter) {
            case Filter.Nothing nothing -> "false";
            case Filter.Listed listed -> "has lists";
            case Filter.All all -> joined(all.filters(), " and ");
            case Filter.Any any -> joined(any.filters(), " or ");
            case Filter.Not not -> "not " + written(not.filter());
            case Filter.Holds holds ->
                holds.part() + (holds.effect() == Effect.ALLOW ? " allows " : " denies ") + holds.right() + " to "
                        + holds.to();
        };
    }

    private static String joined(List<Filter> filters, String word) {
        return filters.stream().map(filter -> written(filter)).collect(Collectors.joining(word, "(", ")"));
    }
    // end

    @Test
    void showsWhenTheReadmeHasCodeThenTheCodeThatRan() throws IOException {
        List<String> ran = new ArrayList<>();
        String source = Files.readString(Path.of("src/test/java/dev/gatehouse/acl/TutorialTest.java"));
        Matcher region = Pattern.compile("( +)// README\n(.*?) +// end\n", Pattern.DOTALL)
                .matcher(source);
        while (region.find()) {
            ran.add(region.group(2).replaceAll("(?m)^" + region.group(1), ""));
        }
        List<String> shown = new ArrayList<>();
        Matcher block =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        while (block.find()) {
            shown.add(block.group(1));
        }
        assertThat(shown).containsExactlyInAnyOrderElementsOf(ran);
    }
}
