package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.SubjectType;
import java.util.Optional;

/** A question with one part left open, in a caller's words. */
public sealed interface RawSearch<T> {

    Meaning<ListQuery<T>> meaning();

    /** On which objects of a type does a subject have a right? */
    record Objects(RawSubject subject, String right, String objectType) implements RawSearch<ObjectRef> {
        @Override
        public Meaning<ListQuery<ObjectRef>> meaning() {
            return subject.meaning()
                    .then(who -> RawQuestion.meaningOf(right)
                            .then(what -> RawObject.meaningOf(objectType)
                                    .map(type -> new ListQuery.Objects(who, what, type))));
        }
    }

    /** Which subjects of a type have a right on an object? */
    record Subjects(String subjectType, String right, RawObject object) implements RawSearch<Subject> {
        @Override
        public Meaning<ListQuery<Subject>> meaning() {
            return SubjectType.find(subjectType)
                    .<Meaning<SubjectType>>map(Meaning.Known::new)
                    .orElseGet(() -> new Meaning.Unknown<>(Reason.UNKNOWN_SUBJECT_TYPE))
                    .then(type -> RawQuestion.meaningOf(right)
                            .then(what ->
                                    object.meaning().map(on -> new ListQuery.Subjects(Optional.of(type), what, on))));
        }
    }

    /** Which rights does a subject have on an object? */
    record RightsOf(RawSubject subject, RawObject object) implements RawSearch<Right> {
        @Override
        public Meaning<ListQuery<Right>> meaning() {
            return subject.meaning().then(who -> object.meaning().map(on -> new ListQuery.RightsOf(who, on)));
        }
    }
}
