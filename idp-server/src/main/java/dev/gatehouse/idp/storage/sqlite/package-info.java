/**
 * The storage port on SQLite: one file per store, write-ahead log, every acknowledged write on disk.
 */
@NullMarked
package dev.gatehouse.idp.storage.sqlite;

import org.jspecify.annotations.NullMarked;
