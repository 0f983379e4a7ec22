package dev.gatehouse.idp.oauth.logout;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.KnownClient;
import dev.gatehouse.idp.sessions.SignedInPerson;
import dev.gatehouse.idp.tokens.IdTokenHints;
import dev.gatehouse.idp.tokens.IdTokenHints.Hint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A valid logout request.
 *
 * @param hint whose session the client means
 * @param client the client that asks, when it said who it is
 * @param postLogoutRedirectUri where the browser goes afterwards, one of the client's
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout">OpenID Connect RP-Initiated Logout
 *     1.0 section 2</a>
 */
record LogoutRequest(
        Optional<Hint> hint,
        Optional<Client> client,
        @Nullable String postLogoutRedirectUri,
        @Nullable String state,
        List<String> uiLocales) {

    private static final List<String> PARAMETERS =
            List.of("id_token_hint", "client_id", "logout_hint", "post_logout_redirect_uri", "state", "ui_locales");

    /** What became of reading a request. */
    sealed interface Reading {

        record Valid(LogoutRequest request) implements Reading {}

        /** "the OP MUST NOT perform post-logout redirection" (section 4); the person is told. */
        record Refused(String sentence) implements Reading {}
    }

    static Reading read(Map<String, List<String>> parameters, IdTokenHints hints, Clients clients) {
        for (String name : PARAMETERS) {
            if (parameters.getOrDefault(name, List.of()).size() > 1) {
                return new Reading.Refused("The request has the parameter " + name + " more than once.");
            }
        }
        Optional<String> token = one(parameters, "id_token_hint");
        Optional<Hint> hint = token.flatMap(hints::read);
        if (token.isPresent() && hint.isEmpty()) {
            return new Reading.Refused("The request has an id_token_hint that was not issued here.");
        }
        Optional<String> named = one(parameters, "client_id");
        if (hint.isPresent() && named.isPresent() && !hint.get().audiences().contains(named.get())) {
            return new Reading.Refused("The id_token_hint of the request was issued to another application.");
        }
        Optional<Client> client = named.or(() -> hint.map(one -> one.audiences().getFirst()))
                .flatMap(clients::find)
                .map(KnownClient::client)
                .filter(Client::active);
        if (named.isPresent() && client.isEmpty()) {
            return new Reading.Refused("The request names no application that is known here.");
        }
        Optional<String> uri = one(parameters, "post_logout_redirect_uri");
        if (uri.isPresent()
                && client.filter(one -> one.postLogoutRedirectUris().contains(uri.get()))
                        .isEmpty()) {
            return new Reading.Refused("The address that the request wants to return to is not registered for it.");
        }
        return new Reading.Valid(new LogoutRequest(
                hint, client, uri.orElse(null), one(parameters, "state").orElse(null), uiLocales(parameters)));
    }

    /** Whether the client has shown that it means this person's session; otherwise the person is asked. */
    boolean means(SignedInPerson person) {
        return hint.filter(one -> one.subject().equals(person.getName())).isPresent();
    }

    private static Optional<String> one(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static List<String> uiLocales(Map<String, List<String>> parameters) {
        return one(parameters, "ui_locales")
                .map(locales -> Arrays.stream(locales.split(" ", -1))
                        .filter(locale -> !locale.isEmpty())
                        .toList())
                .orElse(List.of());
    }
}
