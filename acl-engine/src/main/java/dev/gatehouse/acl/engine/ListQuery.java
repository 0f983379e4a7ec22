package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.SubjectType;
import dev.gatehouse.acl.TypeName;
import java.util.Optional;

/** A question with one part left open. */
public sealed interface ListQuery<T> permits ListQuery.Objects, ListQuery.Subjects, ListQuery.RightsOf, ReadQuery {

    /** On which objects of a type does a subject have a right? */
    record Objects(Subject subject, Right right, TypeName type) implements ListQuery<ObjectRef> {}

    /**
     * Which subjects have a right on an object?
     *
     * @param type those of which type; empty: of any
     */
    record Subjects(Optional<SubjectType> type, Right right, ObjectRef object) implements ListQuery<Subject> {
        public Subjects(Right right, ObjectRef object) {
            this(Optional.empty(), right, object);
        }
    }

    /** Which rights does a subject have on an object? */
    record RightsOf(Subject subject, ObjectRef object) implements ListQuery<Right> {}
}
