/**
 * What people have granted to clients, and the single-use values that carry a grant from one step to the next:
 * authorization codes, refresh tokens, device codes, pushed requests, consents.
 *
 * <p>Owns who wins when one of them is used twice. Does not own protocol words and errors ({@link
 * dev.gatehouse.idp.oauth}) nor the making of tokens ({@link dev.gatehouse.idp.tokens}). Read {@link
 * dev.gatehouse.idp.grants.Grant} first.
 */
@NullMarked
package dev.gatehouse.idp.grants;

import org.jspecify.annotations.NullMarked;
