/**
 * Measurements, run by {@link dev.gatehouse.acl.bench.AccessBench} and not by the tests.
 */
@NullMarked
package dev.gatehouse.acl.bench;

import org.jspecify.annotations.NullMarked;
