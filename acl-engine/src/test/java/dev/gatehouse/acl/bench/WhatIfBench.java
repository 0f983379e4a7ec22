package dev.gatehouse.acl.bench;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Question;
import dev.gatehouse.acl.explain.Explanation;
import dev.gatehouse.acl.preview.Preview;
import dev.gatehouse.acl.preview.PreviewAnswer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** How long previews and explanations take on a large model. The argument is the number of its objects. */
public final class WhatIfBench {

    private static final PrintStream OUT = System.out;

    private WhatIfBench() {}

    /** Prints. */
    public static void main(String[] arguments) {
        int objects = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        for (LargeWorld world : List.of(LargeWorld.of(objects), LargeWorld.withoutTwoListsAlike(objects))) {
            OUT.printf(
                    "%,d objects, %,d users, %,d roles, lists %s%n",
                    objects, world.users(), world.roles(), world.hasListsAlike() ? "alike" : "all different");
            AccessView view = world.build().view();
            for (int round = 0; round < 2; round++) {
                preview(
                        view,
                        "a user joins a role",
                        new Change.MemberAdded(new RoleId("role5"), Subject.user("user5")));
                preview(
                        view,
                        "a role joins a role",
                        new Change.MemberAdded(new RoleId("role15"), RoleRef.here("role4")));
                preview(
                        view,
                        "an entry on a document",
                        new Change.EntryAdded(allow("doc", "d7", RoleRef.here("role9"))));
                preview(
                        view,
                        "an entry on a folder",
                        new Change.EntryAdded(allow("folder", "f3", RoleRef.here("role9"))));
                preview(
                        view,
                        "an entry on the root",
                        new Change.EntryAdded(
                                Entry.allow(view.workspace().root(), RoleRef.here("role9"), Rights.of(Right.DELETE))));
                explain(view, new Question(Subject.user("user5"), Right.DELETE, ObjectRef.of("doc", "d7")));
                explain(view, new Question(Subject.user("user5"), Right.READ, ObjectRef.of("doc", "d777")));
            }
        }
    }

    private static Entry allow(String type, String id, RoleRef to) {
        return Entry.allow(ObjectRef.of(type, id), to, Rights.of(Right.DELETE));
    }

    private static void preview(AccessView view, String what, Change change) {
        long start = System.nanoTime();
        Budget budget = new Budget(Preview.BUDGET, System::nanoTime);
        if (view.preview(List.of(change), LargeWorld.NOW, budget) instanceof PreviewAnswer.Previewed(Preview preview)) {
            OUT.printf(
                    "%6d ms  %s: %,d gained, %,d lost%s%n",
                    (System.nanoTime() - start) / 1_000_000,
                    what,
                    preview.gained(),
                    preview.lost(),
                    preview.isComplete() ? "" : ", not complete");
        }
    }

    private static void explain(AccessView view, Question question) {
        long start = System.nanoTime();
        Explanation why =
                view.explain(question, LargeWorld.NOW, _ -> true, new Budget(Duration.ofSeconds(1), System::nanoTime));
        OUT.printf(
                "%6d ms  why %s%n",
                (System.nanoTime() - start) / 1_000_000,
                switch (why) {
                    case Explanation.Allowed allowed ->
                        "allowed, by " + allowed.ground().way();
                    case Explanation.Denied denied ->
                        "not, with %d repairs, the first gains %,d"
                                .formatted(
                                        denied.repairs().shown().size(),
                                        denied.repairs().shown().getFirst().gained());
                });
    }
}
