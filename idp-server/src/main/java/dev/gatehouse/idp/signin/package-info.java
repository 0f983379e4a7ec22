/**
 * The sign-in interaction: password, limits, the pages of sign-in, sign-out and one's own account.
 *
 * <p>Owns what happens between "this needs a signed-in person" and a session, and every page on the way. Does not own
 * sessions ({@link dev.gatehouse.idp.sessions}) nor what is asked for afterwards: whoever needs a signed-in person hands
 * a {@link dev.gatehouse.idp.signin.PendingRequest} to {@link dev.gatehouse.idp.signin.Interactions} and gets it back.
 * Read {@link dev.gatehouse.idp.signin.PasswordSignIn} first.
 */
@NullMarked
package dev.gatehouse.idp.signin;

import org.jspecify.annotations.NullMarked;
