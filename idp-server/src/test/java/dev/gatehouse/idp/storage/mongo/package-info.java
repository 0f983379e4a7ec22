/** Tests of the storage port on MongoDB. */
@NullMarked
package dev.gatehouse.idp.storage.mongo;

import org.jspecify.annotations.NullMarked;
