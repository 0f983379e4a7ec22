/**
 * People: who they are, what they sign in with, and whether they may.
 *
 * <p>Owns profiles, password credentials, password rules and the first administrator. Does not own sessions
 * ({@link dev.gatehouse.idp.sessions}) nor the pages and limits of signing in ({@link dev.gatehouse.idp.signin}). Read
 * {@link dev.gatehouse.idp.accounts.Accounts} first.
 */
@NullMarked
package dev.gatehouse.idp.accounts;

import org.jspecify.annotations.NullMarked;
