package dev.gatehouse.acl;

/**
 * An entry as an application keeps it on a document of its own.
 *
 * @param to {@code user:…}, {@code service:…}, {@code guest}, {@code everyone}; a role with the position of the record that
 *     created it, {@code role:ops#7} or {@code role:system/ops#7}, so that another role that is created later under the same
 *     id is not meant. Compared as it is.
 */
public record ListedEntry(Effect effect, String to, Entry.Terms terms) {}
