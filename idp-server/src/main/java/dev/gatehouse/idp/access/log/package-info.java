/**
 * Where the access model is kept: the engine's log port on document collections, snapshots beside it, and the engine as
 * one node runs it, following what other nodes append.
 *
 * <p>Owns how records and snapshots are stored. Does not own what they mean (that is {@code acl-engine}), nor who may
 * append. Read {@link dev.gatehouse.idp.access.log.StoredAccessLog} first, then
 * {@link dev.gatehouse.idp.access.log.FollowedEngine}.
 */
@NullMarked
package dev.gatehouse.idp.access.log;

import org.jspecify.annotations.NullMarked;
