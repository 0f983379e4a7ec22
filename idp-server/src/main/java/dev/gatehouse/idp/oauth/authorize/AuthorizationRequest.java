package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.oauth.userinfo.ReleasedClaims;
import dev.gatehouse.idp.signin.Demands;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A valid authorization request: each of its parameters was checked against the specifications and the client's
 * registration.
 *
 * @param redirectUriSent whether the request named its redirect URI, so that redeeming the code must name it again
 * @param scopes what is asked for and may be granted
 * @param resources the resources that the access token is for (RFC 8707); empty where the registration decides
 * @param maxAge how long ago the person may have signed in at most
 * @param claimsParameter the {@code claims} parameter as sent
 * @param codeChallenge the S256 challenge (RFC 7636)
 * @param hintedSubject the subject of the {@code id_token_hint}, or the one that {@code claims} insists on
 * @param loginHint whom the client expects
 * @param uiLocales the languages that the client would like the pages to be in, best first
 */
record AuthorizationRequest(
        Client client,
        ReplyTo replyTo,
        boolean redirectUriSent,
        List<String> scopes,
        List<String> resources,
        Set<Prompt> prompts,
        @Nullable Duration maxAge,
        RequestedClaims claims,
        @Nullable String claimsParameter,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        @Nullable String hintedSubject,
        @Nullable String loginHint,
        List<String> uiLocales) {

    AuthorizationRequest {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
        prompts = Set.copyOf(prompts);
        uiLocales = List.copyOf(uiLocales);
    }

    boolean asks(Prompt prompt) {
        return prompts.contains(prompt);
    }

    /** What the person agrees to: the scopes, and those that stand for the claims that are wished for one by one. */
    List<String> agreedScopes() {
        Set<String> agreed = new LinkedHashSet<>(scopes);
        agreed.addAll(ReleasedClaims.scopesOf(client, claims));
        return List.copyOf(agreed);
    }

    /** What it asks of the sign-in. */
    Demands demands() {
        boolean again = asks(Prompt.LOGIN) || asks(Prompt.SELECT_ACCOUNT);
        return new Demands(again, maxAge, loginHint, uiLocales);
    }
}
