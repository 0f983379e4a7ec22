/**
 * What changes would do before they are made: who gains and who loses what, counted and in pages, and a digest with which
 * exactly that is committed or nothing.
 *
 * <p>Start with {@link dev.gatehouse.acl.preview.Preview}. {@code dev.gatehouse.acl.engine.AccessView} is where it is asked
 * for.
 */
@NullMarked
package dev.gatehouse.acl.preview;

import org.jspecify.annotations.NullMarked;
