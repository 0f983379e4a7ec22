/**
 * Signing keys: creation, rotation, publication as a JWK set.
 */
@NullMarked
package dev.gatehouse.idp.keys;

import org.jspecify.annotations.NullMarked;
