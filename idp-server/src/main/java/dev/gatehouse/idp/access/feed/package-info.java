/**
 * The change feed: the records of a workspace's log and of {@code system}'s in one order, in pages and as an event stream,
 * for whoever keeps a copy of what the model says.
 *
 * <p>Owns the order, who sees what of it, and how long a stream may be open. Does not own the logs ({@code access.log})
 * nor how a change is written ({@code access.changes}). Read {@link dev.gatehouse.idp.access.feed.MergedLogs} first, then
 * {@link dev.gatehouse.idp.access.feed.FeedController}.
 */
@NullMarked
package dev.gatehouse.idp.access.feed;

import org.jspecify.annotations.NullMarked;
