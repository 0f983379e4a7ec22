/**
 * The page on which a person lets a device in (RFC 8628 section 3.3). The device's own endpoints are in {@link
 * dev.gatehouse.idp.oauth}.
 */
@NullMarked
package dev.gatehouse.idp.oauth.device;

import org.jspecify.annotations.NullMarked;
