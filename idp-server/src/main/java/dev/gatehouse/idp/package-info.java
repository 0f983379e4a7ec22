/**
 * The runnable server.
 *
 * <p>One package per endpoint or domain noun. Start with {@link dev.gatehouse.idp.cli}, the command line, and {@link
 * dev.gatehouse.idp.config}, the wiring.
 */
@NullMarked
package dev.gatehouse.idp;

import org.jspecify.annotations.NullMarked;
