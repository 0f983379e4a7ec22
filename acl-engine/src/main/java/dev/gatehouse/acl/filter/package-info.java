/**
 * The access model as a condition for a database: which documents a subject has a right on, when each document keeps the
 * {@link dev.gatehouse.acl.AccessLists} of its object. Conditions are values; writing them in the language of a database is
 * for those who use it.
 *
 * <p>Start with {@link dev.gatehouse.acl.filter.Filter}. {@code dev.gatehouse.acl.engine.AccessView} is where it is asked
 * for.
 */
@NullMarked
package dev.gatehouse.acl.filter;

import org.jspecify.annotations.NullMarked;
