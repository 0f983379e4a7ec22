package dev.gatehouse.idp.api;

/**
 * One member of a request that is not as it must be.
 *
 * @param pointer where, as a JSON pointer in URI fragment form (RFC 6901 section 6): {@code #/redirect_uris/0}
 * @param code a stable code: {@code required}, {@code unknown-member}, {@code too-long}
 * @param detail one sentence that names the limit
 */
public record Violation(String pointer, String code, String detail) {}
