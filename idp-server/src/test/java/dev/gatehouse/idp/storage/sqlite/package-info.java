/** Tests of the storage port on SQLite. */
@NullMarked
package dev.gatehouse.idp.storage.sqlite;

import org.jspecify.annotations.NullMarked;
