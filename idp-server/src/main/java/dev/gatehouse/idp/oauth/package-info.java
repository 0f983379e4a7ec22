/**
 * Protocol words, and what we add to Spring's authorization server. The endpoints are Spring's filters; what they decide
 * and answer is ours.
 *
 * <p>The way of a token request, in the order of the files: {@link dev.gatehouse.idp.oauth.ProtocolChains}, {@code
 * ProtocolRequestFilter}, {@code ClientAuthenticationConverter}, {@code ClientAuthenticator}, {@code
 * TokenRequestConverter}, {@code TokenIssuer}, a {@link dev.gatehouse.idp.oauth.TokenGrant}, {@link
 * dev.gatehouse.idp.tokens.TokenMint}, {@code TokenAnswer} or {@code ProtocolRefusals}. A new grant is a new {@code
 * TokenGrant}.
 */
@NullMarked
package dev.gatehouse.idp.oauth;

import org.jspecify.annotations.NullMarked;
