/**
 * Protocol words, and what we add to Spring's authorization server. The endpoints are Spring's.
 */
@NullMarked
package dev.gatehouse.idp.oauth;

import org.jspecify.annotations.NullMarked;
