/**
 * The storage port: typed collections of documents.
 *
 * <p>Owns what a store must promise (atomicity, ordering, durability) and the types that say so. Does not own any
 * database: {@link dev.gatehouse.idp.storage.sqlite} is the embedded adapter. Domain stores are written once, on this
 * port, in the package of their noun. Read {@link dev.gatehouse.idp.storage.Documents} first.
 */
@NullMarked
package dev.gatehouse.idp.storage;

import org.jspecify.annotations.NullMarked;
