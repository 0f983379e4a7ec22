/**
 * Wiring, and nothing else: settings and the configuration classes, one per area.
 */
@NullMarked
package dev.gatehouse.idp.config;

import org.jspecify.annotations.NullMarked;
