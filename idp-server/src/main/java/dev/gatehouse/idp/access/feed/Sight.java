package dev.gatehouse.idp.access.feed;

import dev.gatehouse.acl.engine.AccessView;

/**
 * What a caller may see of a workspace's feed, and of it nothing behind the view that says so.
 *
 * @param ofSystem whether what the records of {@code system} hold, too
 */
record Sight(AccessView view, boolean ofSystem) {}
