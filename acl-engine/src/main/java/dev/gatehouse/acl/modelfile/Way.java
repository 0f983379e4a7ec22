package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.Meaning;
import dev.gatehouse.acl.engine.RawQuestion;
import dev.gatehouse.acl.engine.RawSearch;
import dev.gatehouse.acl.explain.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A way to ask whether a subject may do something to an object. All of them must give the same answers. */
interface Way {

    String name();

    boolean allows(RawQuestion question);

    /** Every way there is, to a view at a time. */
    static List<Way> all(AccessView view, Instant time) {
        WholeLists lists = new WholeLists(view, time);
        return List.of(
                new Check(view, time),
                new ListObjects(lists),
                new ListSubjects(lists),
                new ListRights(lists),
                new Explain(view, time));
    }

    /** The check itself. */
    record Check(AccessView view, Instant time) implements Way {
        @Override
        public String name() {
            return "check";
        }

        @Override
        public boolean allows(RawQuestion question) {
            return view.check(question, time) instanceof Decision.Allowed;
        }
    }

    /** Whether the object is among those on which the subject has the right. */
    record ListObjects(WholeLists lists) implements Way {
        @Override
        public String name() {
            return "list objects";
        }

        @Override
        public boolean allows(RawQuestion question) {
            WholeLists.Whole<ObjectRef> objects = lists.of(new RawSearch.Objects(
                    question.subject(), question.right(), question.object().type()));
            return question.object().meaning() instanceof Meaning.Known<ObjectRef>(ObjectRef object)
                    && (objects.items().contains(object) || (objects.others() && lists.isOneOfOthers(object)));
        }
    }

    /** Whether the subject is among those who have the right on the object. */
    record ListSubjects(WholeLists lists) implements Way {
        @Override
        public String name() {
            return "list subjects";
        }

        @Override
        public boolean allows(RawQuestion question) {
            WholeLists.Whole<Subject> subjects =
                    lists.of(new RawSearch.Subjects(question.subject().type(), question.right(), question.object()));
            return question.subject().meaning() instanceof Meaning.Known<Subject>(Subject subject)
                    && (subjects.items().contains(subject) || (subjects.others() && lists.isOneOfOthers(subject)));
        }
    }

    /** Whether the right is among those that the subject has on the object. */
    record ListRights(WholeLists lists) implements Way {
        @Override
        public String name() {
            return "list rights";
        }

        @Override
        public boolean allows(RawQuestion question) {
            return lists.of(new RawSearch.RightsOf(question.subject(), question.object())).items().stream()
                    .anyMatch(right -> right.name().equals(question.right()));
        }
    }

    /** Whether the explanation rests on an entry that allows it. */
    record Explain(AccessView view, Instant time) implements Way {
        @Override
        public String name() {
            return "explain";
        }

        @Override
        public boolean allows(RawQuestion question) {
            // Repairs are no part of the answer.
            return view.explain(question, time, step -> false, new Budget(Duration.ZERO, System::nanoTime))
                            instanceof Explanation.Allowed allowed
                    && allowed.ground().entry().effect() == Effect.ALLOW;
        }
    }
}
