/**
 * What this machine can do: a real server as a child process, load from {@code wrk} in another, and the figures of both.
 *
 * <p>{@link dev.gatehouse.idp.cli.bench.BenchCommand} is where it begins.
 */
@NullMarked
package dev.gatehouse.idp.cli.bench;

import org.jspecify.annotations.NullMarked;
