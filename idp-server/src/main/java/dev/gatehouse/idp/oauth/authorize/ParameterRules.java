package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.clients.Scopes;
import dev.gatehouse.idp.oauth.ProtocolError;
import dev.gatehouse.idp.oauth.ResourceIndicators;
import dev.gatehouse.idp.oauth.ResourceIndicators.Requested;
import dev.gatehouse.idp.tokens.IdTokenHints;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule for each parameter of an authorization request. A rule notes what is wrong and gives the parameter's value;
 * after something was noted the value is harmless and will not be used.
 */
final class ParameterRules {

    static final String OFFLINE_ACCESS = "offline_access";

    /** BASE64URL of a SHA-256 digest (RFC 7636 section 4.2). */
    private static final Pattern S256_CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");
    private static final int LONGEST_NONCE = 512;
    private static final int MOST_LOCALES = 16;

    private final ResourceIndicators resources;
    private final IdTokenHints hints;

    ParameterRules(ResourceIndicators resources, IdTokenHints hints) {
        this.resources = resources;
        this.hints = hints;
    }

    ResponseMode responseMode(RequestParameters parameters, FirstRefusal refusal) {
        if (!parameters.has("response_mode")) {
            return ResponseMode.QUERY;
        }
        Optional<ResponseMode> mode = parameters.one("response_mode").flatMap(ResponseMode::of);
        if (mode.isEmpty()) {
            refusal.note("invalid_request", "response_mode must be query or form_post");
        }
        return mode.orElse(ResponseMode.QUERY);
    }

    /** OpenID Connect Core 1.0 section 3.1.2.6 and RFC 9396 section 5 name an error for each. */
    void refuseWhatIsNotSupported(RequestParameters parameters, FirstRefusal refusal) {
        if (parameters.has("request")) {
            refusal.note("request_not_supported", "request objects are not supported");
        }
        if (parameters.has("request_uri")) {
            refusal.note("request_uri_not_supported", "request_uri is supported for pushed requests alone");
        }
        if (parameters.has("registration")) {
            refusal.note("registration_not_supported", "registration is not supported");
        }
        if (parameters.has("authorization_details")) {
            refusal.note("invalid_authorization_details", "no authorization details type is supported");
        }
    }

    /**
     * The scopes asked for, or else the client's default ones.
     *
     * <p>{@code offline_access} is left out where the client may not refresh: a server "MUST ignore the offline_access
     * request" that cannot lead to a refresh token (OpenID Connect Core 1.0 section 11). The answer's {@code scope}
     * tells.
     */
    List<String> scopes(RequestParameters parameters, Client client, FirstRefusal refusal) {
        Optional<SequencedSet<String>> asked =
                parameters.one("scope").map(Scopes::parse).orElse(Optional.of(new LinkedHashSet<>()));
        if (asked.isEmpty()) {
            refusal.note("invalid_scope", "scope is malformed");
            return List.of();
        }
        List<String> scopes = new ArrayList<>(asked.get().isEmpty() ? client.defaultScopes() : asked.get());
        if (!client.allowsGrant(GrantType.REFRESH_TOKEN) || !client.scopes().contains(OFFLINE_ACCESS)) {
            scopes.remove(OFFLINE_ACCESS);
        }
        if (scopes.isEmpty()) {
            refusal.note("invalid_scope", "scope is missing and the client has no default scope");
        }
        scopes.stream()
                .filter(scope -> !client.scopes().contains(scope))
                .forEach(scope -> refusal.note("invalid_scope", "the client may not ask for the scope " + scope));
        return scopes;
    }

    /** RFC 8707 section 2: a resource that is unknown, or not this client's to ask for, is {@code invalid_target}. */
    List<String> resources(RequestParameters parameters, Client client, List<String> scopes, FirstRefusal refusal) {
        return switch (resources.ofClient(client, scopes, parameters.all("resource"))) {
            case Requested.Allowed(List<String> allowed) -> allowed;
            case Requested.Refused(ProtocolError error) -> {
                refusal.note(error.code(), error.description());
                yield List.of();
            }
        };
    }

    Set<Prompt> prompts(RequestParameters parameters, FirstRefusal refusal) {
        Optional<Set<Prompt>> prompts =
                parameters.one("prompt").map(Prompt::parse).orElse(Optional.of(Set.of()));
        if (prompts.isEmpty()) {
            refusal.note("invalid_request", "prompt must be none, or of login, consent and select_account");
        }
        return prompts.orElse(Set.of());
    }

    @Nullable Duration maxAge(RequestParameters parameters, FirstRefusal refusal) {
        Optional<String> maxAge = parameters.one("max_age");
        if (maxAge.isEmpty()) {
            return null;
        }
        if (!SECONDS.matcher(maxAge.get()).matches()) {
            refusal.note("invalid_request", "max_age must be a number of seconds");
            return null;
        }
        return Duration.ofSeconds(Long.parseLong(maxAge.get()));
    }

    RequestedClaims claims(RequestParameters parameters, FirstRefusal refusal) {
        Optional<RequestedClaims> claims =
                RequestedClaims.parse(parameters.one("claims").orElse(null));
        if (claims.isEmpty()) {
            refusal.note("invalid_request", "claims is malformed");
        }
        return claims.orElse(RequestedClaims.NONE);
    }

    @Nullable String nonce(RequestParameters parameters, FirstRefusal refusal) {
        Optional<String> nonce = parameters.one("nonce");
        if (nonce.filter(value -> value.length() > LONGEST_NONCE).isPresent()) {
            refusal.note("invalid_request", "nonce is longer than " + LONGEST_NONCE + " characters");
        }
        return nonce.orElse(null);
    }

    /** A wish: languages that we do not speak are no error. */
    List<String> uiLocales(RequestParameters parameters) {
        return parameters
                .one("ui_locales")
                .map(locales -> Arrays.stream(locales.split(" "))
                        .filter(locale -> !locale.isEmpty())
                        .limit(MOST_LOCALES)
                        .toList())
                .orElse(List.of());
    }

    /** S256 alone: "plain" protects nothing that the channel does not (RFC 9700 section 2.1.1). */
    @Nullable String codeChallenge(RequestParameters parameters, Client client, FirstRefusal refusal) {
        Optional<String> challenge = parameters.one("code_challenge");
        if (challenge.isEmpty()) {
            if (client.publicClient()) {
                refusal.note("invalid_request", "code_challenge is required for a public client");
            } else if (parameters.has("code_challenge_method")) {
                refusal.note("invalid_request", "code_challenge_method stands without code_challenge");
            }
            return null;
        }
        if (!parameters.one("code_challenge_method").orElse("plain").equals("S256")) {
            refusal.note("invalid_request", "code_challenge_method must be S256");
        } else if (!S256_CHALLENGE.matcher(challenge.get()).matches()) {
            refusal.note("invalid_request", "code_challenge is malformed");
        }
        return challenge.get();
    }

    /** Both ways in which a client says who it must be: {@code id_token_hint}, and the claim {@code sub} by value. */
    @Nullable String hintedSubject(RequestParameters parameters, RequestedClaims claims, FirstRefusal refusal) {
        Optional<String> hint = parameters.one("id_token_hint");
        if (hint.isPresent()) {
            Optional<String> subject = hints.read(hint.get()).map(IdTokenHints.Hint::subject);
            if (subject.isEmpty()) {
                refusal.note("invalid_request", "id_token_hint is no ID token of this issuer");
            }
            return subject.orElse(null);
        }
        return claims.ofIdToken("sub")
                .filter(wish -> wish.values().size() == 1)
                .map(wish -> wish.values().getFirst())
                .orElse(null);
    }
}
