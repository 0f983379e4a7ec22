package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.change.LogRecord;

/**
 * A record in its place in the feed of a workspace.
 *
 * @param revision that knows everything up to this record, and nothing behind it: where the feed goes on
 */
record FeedItem(Revision revision, LogRecord record) {}
