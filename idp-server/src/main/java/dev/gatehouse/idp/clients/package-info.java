/**
 * Registered clients: what they may do and how they authenticate.
 */
@NullMarked
package dev.gatehouse.idp.clients;

import org.jspecify.annotations.NullMarked;
