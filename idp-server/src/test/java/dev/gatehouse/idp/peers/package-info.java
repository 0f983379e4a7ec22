/** Relying parties and client libraries that are not ours, driven against the running server. */
@NullMarked
package dev.gatehouse.idp.peers;

import org.jspecify.annotations.NullMarked;
