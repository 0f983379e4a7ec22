/**
 * Tests of {@code dev.gatehouse.idp.secrets}.
 */
@NullMarked
package dev.gatehouse.idp.secrets;

import org.jspecify.annotations.NullMarked;
