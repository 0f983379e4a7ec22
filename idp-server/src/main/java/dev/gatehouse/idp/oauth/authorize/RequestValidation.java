package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.clients.KnownClient;
import java.util.List;
import java.util.Optional;

/**
 * Checks an authorization request: first who asks and where the answer would go, then everything else.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1">RFC 6749 section 4.1.2.1</a>
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequestValidation">OpenID Connect Core 1.0
 *     section 3.1.2.2</a>
 */
final class RequestValidation {

    /** "Request and response parameters MUST NOT be included more than once" (RFC 6749 section 3.1). */
    private static final List<String> ONCE = List.of(
            "response_type",
            "scope",
            "state",
            "nonce",
            "response_mode",
            "prompt",
            "max_age",
            "claims",
            "code_challenge",
            "code_challenge_method",
            "id_token_hint",
            "login_hint",
            "acr_values",
            "ui_locales",
            "claims_locales",
            "display",
            "request",
            "request_uri",
            "registration",
            "authorization_details");

    private final Clients clients;
    private final ParameterRules rules;

    RequestValidation(Clients clients, ParameterRules rules) {
        this.clients = clients;
        this.rules = rules;
    }

    Validation validate(RequestParameters parameters) {
        if (parameters.repeated("client_id")) {
            return unanswerable("invalid_request", "The request names more than one client.");
        }
        Optional<Client> client = parameters
                .one("client_id")
                .flatMap(clients::find)
                .map(KnownClient::client)
                .filter(Client::active);
        if (client.isEmpty()) {
            return unanswerable("invalid_client", "The request names no application that is known here.");
        }
        Optional<String> redirectUri = redirectUri(parameters, client.get());
        if (redirectUri.isEmpty()) {
            return unanswerable(
                    "invalid_request", "The address that the request wants to return to is not registered for it.");
        }
        return validate(parameters, client.get(), redirectUri.get());
    }

    private Validation validate(RequestParameters parameters, Client client, String redirectUri) {
        var refusal = new FirstRefusal();
        ResponseMode mode = rules.responseMode(parameters, refusal);
        var replyTo = new ReplyTo(redirectUri, mode, parameters.one("state").orElse(null));
        ONCE.stream()
                .filter(parameters::repeated)
                .forEach(name -> refusal.note("invalid_request", name + " is there more than once"));
        rules.refuseWhatIsNotSupported(parameters, refusal);
        responseType(parameters, client, refusal);
        RequestedClaims claims = rules.claims(parameters, refusal);
        List<String> scopes = rules.scopes(parameters, client, refusal);
        var request = new AuthorizationRequest(
                client,
                replyTo,
                parameters.has("redirect_uri"),
                scopes,
                rules.resources(parameters, client, scopes, refusal),
                rules.prompts(parameters, refusal),
                rules.maxAge(parameters, refusal),
                claims,
                parameters.one("claims").orElse(null),
                rules.nonce(parameters, refusal),
                rules.codeChallenge(parameters, client, refusal),
                rules.hintedSubject(parameters, claims, refusal),
                parameters.one("login_hint").orElse(null),
                rules.uiLocales(parameters));
        return refusal.found()
                .<Validation>map(found -> new Validation.Refused(client, replyTo, found))
                .orElseGet(() -> new Validation.Valid(request));
    }

    /** OpenID Connect requires the parameter; RFC 6749 section 3.1.2.3 only where several are registered. */
    private static Optional<String> redirectUri(RequestParameters parameters, Client client) {
        if (parameters.has("redirect_uri")) {
            return parameters.one("redirect_uri").filter(uri -> RedirectUris.registered(client.redirectUris(), uri));
        }
        boolean openId = parameters.all("scope").stream()
                .anyMatch(scope -> List.of(scope.split(" ", -1)).contains("openid"));
        return openId || client.redirectUris().size() != 1
                ? Optional.empty()
                : Optional.of(client.redirectUris().getFirst());
    }

    private static void responseType(RequestParameters parameters, Client client, FirstRefusal refusal) {
        Optional<String> responseType = parameters.one("response_type");
        if (responseType.isEmpty()) {
            refusal.note("invalid_request", "response_type is missing");
        } else if (!responseType.get().equals("code")) {
            refusal.note("unsupported_response_type", "response_type must be code");
        } else if (!client.allowsGrant(GrantType.AUTHORIZATION_CODE)) {
            refusal.note("unauthorized_client", "the client is not registered for the authorization code grant");
        }
    }

    private static Validation unanswerable(String error, String sentence) {
        return new Validation.Unanswerable(new Refusal(error, sentence));
    }
}
