/**
 * Browser sessions: the sealed cookie, idle and absolute limits, listing and ending.
 *
 * <p>Does not decide who may sign in ({@link dev.gatehouse.idp.signin}). Read {@link
 * dev.gatehouse.idp.sessions.Sessions} first.
 */
@NullMarked
package dev.gatehouse.idp.sessions;

import org.jspecify.annotations.NullMarked;
