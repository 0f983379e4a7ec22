package dev.gatehouse.idp.oauth.authorize;

import org.jspecify.annotations.Nullable;

/**
 * Where an answer goes. One exists only for a redirect URI that the client has registered, so nothing is ever sent
 * anywhere else.
 *
 * @param state the client's own, given back unchanged
 */
record ReplyTo(
        String redirectUri, ResponseMode mode, @Nullable String state) {}
