/**
 * What changes a model: the changes themselves, the record in which a workspace's log keeps them, and the reasons for
 * which one is refused. How a record is stored is the business of who implements
 * {@code dev.gatehouse.acl.engine.AccessLog}.
 *
 * <p>Start with {@link dev.gatehouse.acl.change.Change}.
 */
@NullMarked
package dev.gatehouse.acl.change;

import org.jspecify.annotations.NullMarked;
