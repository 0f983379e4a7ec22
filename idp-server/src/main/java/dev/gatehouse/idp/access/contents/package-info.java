/**
 * What a workspace's model holds, thing by thing: {@code /api/v1/roles}, {@code object-types}, {@code objects} with their
 * entries. Lists and reads are the engine's own ({@link dev.gatehouse.acl.engine.ReadQuery}); every write is one change, made
 * as {@link dev.gatehouse.idp.access.changes} makes many. Decides nothing. Read
 * {@link dev.gatehouse.idp.access.contents.RolesController} first, then {@link dev.gatehouse.idp.access.contents.Reads} and
 * {@link dev.gatehouse.idp.access.contents.Writes}.
 */
@NullMarked
package dev.gatehouse.idp.access.contents;

import org.jspecify.annotations.NullMarked;
