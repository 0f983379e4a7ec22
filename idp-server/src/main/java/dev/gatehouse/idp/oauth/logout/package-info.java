/**
 * Signing out at the wish of a client (OpenID Connect RP-Initiated Logout 1.0).
 *
 * <p>Read {@link dev.gatehouse.idp.oauth.logout.LogoutRequest} first. Ending a session is {@link
 * dev.gatehouse.idp.signin.SignOut}'s.
 */
@NullMarked
package dev.gatehouse.idp.oauth.logout;

import org.jspecify.annotations.NullMarked;
