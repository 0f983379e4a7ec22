/**
 * One workspace's model in memory: immutable, so that readers take no locks, and sharing nearly all of itself with the
 * model before, so that a write copies little. Its types are public for the sibling packages, not for users of the
 * library.
 *
 * <p>Everything with a name has a number, and everything else is about numbers. Start with
 * {@link dev.gatehouse.acl.model.Model}; {@link dev.gatehouse.acl.model.ModelEditor} makes the next one,
 * {@link dev.gatehouse.acl.model.BatchValidator} says whether it may.
 */
@NullMarked
package dev.gatehouse.acl.model;

import org.jspecify.annotations.NullMarked;
