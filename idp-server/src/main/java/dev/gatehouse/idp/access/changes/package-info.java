/**
 * Changes of access models over HTTP: how they are written, what they would do, and that a repeated call is not a second
 * change.
 *
 * <p>Decides nothing: whether a caller may make a change, and whether it can be made, the engine says. Read
 * {@link dev.gatehouse.idp.access.changes.ChangesController} first, then {@code PreviewController}.
 */
@NullMarked
package dev.gatehouse.idp.access.changes;

import org.jspecify.annotations.NullMarked;
