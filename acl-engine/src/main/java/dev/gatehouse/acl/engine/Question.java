package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;

/** May this subject do this to that object? */
public record Question(Subject subject, Right right, ObjectRef object) {}
