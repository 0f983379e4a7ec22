/**
 * The server as a process of its own, as {@code ./gatehouse start} runs it: killed, told to stop, and read from outside.
 * {@link dev.gatehouse.idp.process.ServerInstance} is where to begin.
 */
@NullMarked
package dev.gatehouse.idp.process;

import org.jspecify.annotations.NullMarked;
