/**
 * The admin HTTP API: controllers and their request and response records.
 */
@NullMarked
package dev.gatehouse.idp.admin;

import org.jspecify.annotations.NullMarked;
