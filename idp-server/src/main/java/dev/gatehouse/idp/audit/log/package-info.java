/**
 * The hash chain: canonical bytes, links, heads. JDK only.
 */
@NullMarked
package dev.gatehouse.idp.audit.log;

import org.jspecify.annotations.NullMarked;
