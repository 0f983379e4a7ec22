/**
 * The authorization endpoint: from a request as it came to a code at the client's redirect URI, with sign-in and consent
 * in between, and the pushing of requests ahead of it (RFC 9126).
 *
 * <p>The way of a request: {@link dev.gatehouse.idp.oauth.authorize.RequestParameters} (raw) → {@link
 * dev.gatehouse.idp.oauth.authorize.RequestValidation} → {@link dev.gatehouse.idp.oauth.authorize.AuthorizationRequest}
 * (valid) → {@link dev.gatehouse.idp.oauth.authorize.NextStep} (what is still missing) → {@link
 * dev.gatehouse.idp.oauth.authorize.AuthorizationResponse}. Who is signed in is not decided here but in {@link
 * dev.gatehouse.idp.signin}.
 */
@NullMarked
package dev.gatehouse.idp.oauth.authorize;

import org.jspecify.annotations.NullMarked;
