/**
 * The hash chain: canonical bytes, links, heads, and the one thread that appends to it.
 *
 * <p>Owns the record format and its domain separation, and knows the JDK only: it takes events as bytes and appends
 * through {@link dev.gatehouse.idp.audit.log.TrailStore}, a port of its own. Does not know what an event means, who may
 * read it, or how it is checked: {@link dev.gatehouse.idp.audit.verify} recomputes everything with code of its own. Read
 * {@link dev.gatehouse.idp.audit.log.Linker} first.
 */
@NullMarked
package dev.gatehouse.idp.audit.log;

import org.jspecify.annotations.NullMarked;
