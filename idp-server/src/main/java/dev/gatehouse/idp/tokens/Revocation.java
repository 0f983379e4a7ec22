package dev.gatehouse.idp.tokens;

import java.time.Instant;

/**
 * One entry of the revocation log: what is dead from now on.
 *
 * @param number its place in the log, from 1, without gaps when it is written
 * @param subject the id of the session, grant, person, client or token
 * @param generation for {@code SUBJECT} and {@code CLIENT}: tokens with a lower number are dead; else 0
 * @param expiresAt when the longest token that it covers has expired
 */
public record Revocation(long number, Kind kind, String subject, long generation, Instant expiresAt) {

    /** What an entry ends. */
    public enum Kind {
        SESSION,
        GRANT,
        SUBJECT,
        CLIENT,
        TOKEN
    }
}
