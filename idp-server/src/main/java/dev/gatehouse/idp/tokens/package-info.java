/**
 * The one place that mints: claims, lifetimes, refresh rotation, revocation, and the verification of our own tokens.
 */
@NullMarked
package dev.gatehouse.idp.tokens;

import org.jspecify.annotations.NullMarked;
