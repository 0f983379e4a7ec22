/**
 * Questions and changes: the engine over all workspaces, views of one workspace at one revision, and the log that both
 * stand on, as a port.
 *
 * <p>Start with {@link dev.gatehouse.acl.engine.AccessEngine} and {@link dev.gatehouse.acl.engine.AccessView}.
 */
@NullMarked
package dev.gatehouse.acl.engine;

import org.jspecify.annotations.NullMarked;
