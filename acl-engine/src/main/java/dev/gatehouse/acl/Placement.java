package dev.gatehouse.acl;

import org.jspecify.annotations.Nullable;

/**
 * Where an object stands.
 *
 * @param parent null: directly below the workspace's root, or the root itself
 * @param implied whether a rule puts it there, and not a record
 */
public record Placement(ObjectRef object, @Nullable ObjectRef parent, boolean inherit, boolean implied) {}
