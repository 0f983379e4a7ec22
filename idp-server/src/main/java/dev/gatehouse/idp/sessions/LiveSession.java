package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.accounts.Account;

/**
 * A session that was found good in the course of this request, and whose it is.
 *
 * @param documentId the stored session's id
 */
public record LiveSession(String documentId, Session session, Account account) {}
