/**
 * Registered clients: what they may do and how they authenticate.
 *
 * <p>Owns the stored {@link dev.gatehouse.idp.clients.Client}, its look-up and its secrets. Does not own the protocol by
 * which a client authenticates ({@link dev.gatehouse.idp.oauth}) nor the API that changes it ({@link
 * dev.gatehouse.idp.admin}). Read {@link dev.gatehouse.idp.clients.Client}, then {@link
 * dev.gatehouse.idp.clients.Clients}.
 */
@NullMarked
package dev.gatehouse.idp.clients;

import org.jspecify.annotations.NullMarked;
