/**
 * The storage port on MongoDB: majority writes, real indexes, ambiguous writes settled by reading.
 *
 * <p>Does not shard collections and uses no transactions. Read {@link dev.gatehouse.idp.storage.mongo.SettledWrites}
 * for what happens when a primary changes or the network fails.
 */
@NullMarked
package dev.gatehouse.idp.storage.mongo;

import org.jspecify.annotations.NullMarked;
