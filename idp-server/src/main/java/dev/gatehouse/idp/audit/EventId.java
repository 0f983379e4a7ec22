package dev.gatehouse.idp.audit;

/** The id of an audit event, a UUIDv7 in text form. No caller can choose it. */
public record EventId(String value) {}
