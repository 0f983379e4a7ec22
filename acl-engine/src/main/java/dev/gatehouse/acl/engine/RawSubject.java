package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.SubjectType;

/** A subject in a caller's words. The id is taken byte by byte as it is. */
public record RawSubject(String type, String id) {

    public Meaning<Subject> meaning() {
        return SubjectType.find(type)
                .map(known -> Meaning.of(() -> known.subject(id), Reason.UNKNOWN_SUBJECT))
                .orElseGet(() -> new Meaning.Unknown<>(Reason.UNKNOWN_SUBJECT_TYPE));
    }

    @Override
    public String toString() {
        return type + ":" + id;
    }
}
