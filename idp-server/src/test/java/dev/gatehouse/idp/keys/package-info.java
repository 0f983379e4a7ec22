/**
 * Tests of {@code dev.gatehouse.idp.keys}.
 */
@NullMarked
package dev.gatehouse.idp.keys;

import org.jspecify.annotations.NullMarked;
