package dev.gatehouse.idp.storage;

/**
 * A document as the store holds it.
 *
 * @param version 1 when created, one more with every replacement
 * @param change the audit event that announced the last write
 */
public record Stored<T extends Record>(String id, long version, ChangeId change, T value) {}
