/**
 * What every storage adapter does in the same way: how a record becomes named fields, which ranges of an index answer
 * a query, and what a cursor says.
 *
 * <p>Does not talk to any database. Read {@link dev.gatehouse.idp.storage.layout.RecordLayout} first.
 */
@NullMarked
package dev.gatehouse.idp.storage.layout;

import org.jspecify.annotations.NullMarked;
