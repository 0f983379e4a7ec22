/**
 * Browser sessions: the sealed cookie, idle and absolute limits, listing and ending.
 */
@NullMarked
package dev.gatehouse.idp.sessions;

import org.jspecify.annotations.NullMarked;
