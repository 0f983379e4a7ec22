/**
 * Filters and lists in the languages of databases: what the engine compiles, written as an application's database takes it.
 *
 * <p>Decides nothing, and knows no HTTP. Read {@link dev.gatehouse.idp.access.filter.FilterFormat} first, then
 * {@link dev.gatehouse.idp.access.filter.MongoFilter}.
 */
@NullMarked
package dev.gatehouse.idp.access.filter;

import org.jspecify.annotations.NullMarked;
