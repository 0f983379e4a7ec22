/**
 * The master key, the keys derived from it, field encryption, and the hashing of random secrets.
 *
 * <p>Does not own signing keys ({@link dev.gatehouse.idp.keys}).
 */
@NullMarked
package dev.gatehouse.idp.secrets;

import org.jspecify.annotations.NullMarked;
