/**
 * What every request passes before it reaches an endpoint: request ids, trusted proxies, size limits, security headers,
 * CORS, problem details and error pages.
 */
@NullMarked
package dev.gatehouse.idp.edge;

import org.jspecify.annotations.NullMarked;
