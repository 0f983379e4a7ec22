package dev.gatehouse.acl.model;

/** What became of a question, before it is told to anybody. */
public enum Outcome {
    ALLOWED,
    NOTHING_ALLOWS,
    ENTRY_DENIES,
    UNKNOWN_OBJECT_TYPE,
    UNKNOWN_RIGHT,
    UNKNOWN_OBJECT
}
