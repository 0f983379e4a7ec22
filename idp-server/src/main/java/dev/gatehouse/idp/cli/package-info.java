/**
 * The command line. {@link dev.gatehouse.idp.cli.Gatehouse} is the entry point.
 */
@NullMarked
package dev.gatehouse.idp.cli;

import org.jspecify.annotations.NullMarked;
