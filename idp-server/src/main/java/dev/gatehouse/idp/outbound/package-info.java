/**
 * Calls that this server makes: the one HTTP client for all of them, and what it may reach.
 *
 * <p>Owns the guard against requests that others choose the target of (server-side request forgery): https alone, public
 * addresses alone unless a setting allows more, no redirect, bounded time and size. Does not own what is fetched, nor how
 * long it is kept. Read {@link dev.gatehouse.idp.outbound.OutboundClient}.
 */
@NullMarked
package dev.gatehouse.idp.outbound;

import org.jspecify.annotations.NullMarked;
