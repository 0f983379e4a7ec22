/**
 * The one place that mints: claims, lifetimes, refresh rotation, revocation, and the verification of our own tokens.
 *
 * <p>Does not own the endpoints that ask for it ({@link dev.gatehouse.idp.oauth}) nor the keys ({@link
 * dev.gatehouse.idp.keys}). A grant decides ({@link dev.gatehouse.idp.tokens.GrantedAccess}), {@link
 * dev.gatehouse.idp.tokens.TokenMint} signs, {@link dev.gatehouse.idp.tokens.TokenVerifier} reads back, {@link
 * dev.gatehouse.idp.tokens.RevocationState} says what has died since.
 */
@NullMarked
package dev.gatehouse.idp.tokens;

import org.jspecify.annotations.NullMarked;
