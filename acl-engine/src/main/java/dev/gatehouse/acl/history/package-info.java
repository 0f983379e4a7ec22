/**
 * When a decision became what it is, and by what. Histories are values; {@code dev.gatehouse.acl.engine.AccessEngine} is
 * where they are asked for.
 *
 * <p>Start with {@link dev.gatehouse.acl.history.History}.
 */
@NullMarked
package dev.gatehouse.acl.history;

import org.jspecify.annotations.NullMarked;
