/** Tests of the storage port, which every adapter passes. */
@NullMarked
package dev.gatehouse.idp.storage;

import org.jspecify.annotations.NullMarked;
