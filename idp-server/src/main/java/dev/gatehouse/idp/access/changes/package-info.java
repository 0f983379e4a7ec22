/**
 * Changes of access models over HTTP: how they are written, and that a repeated call is not a second change.
 *
 * <p>Decides nothing: whether a caller may make a change, and whether it can be made, the engine says. Read
 * {@link dev.gatehouse.idp.access.changes.ChangesController} first.
 */
@NullMarked
package dev.gatehouse.idp.access.changes;

import org.jspecify.annotations.NullMarked;
