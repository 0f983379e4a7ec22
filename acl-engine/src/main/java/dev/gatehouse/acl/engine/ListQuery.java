package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;

/** A question with one part left open. */
public sealed interface ListQuery<T> {

    /** On which objects of a type does a subject have a right? */
    record Objects(Subject subject, Right right, TypeName type) implements ListQuery<ObjectRef> {}

    /** Which subjects have a right on an object? */
    record Subjects(Right right, ObjectRef object) implements ListQuery<Subject> {}

    /** Which rights does a subject have on an object? */
    record RightsOf(Subject subject, ObjectRef object) implements ListQuery<Right> {}
}
