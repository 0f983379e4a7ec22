package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.ClientBuilder;
import dev.gatehouse.idp.clients.ClientKeys;
import dev.gatehouse.idp.clients.ClientStatus;
import dev.gatehouse.idp.clients.CustomClaims;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.clients.RedirectUriRule;
import dev.gatehouse.idp.clients.Scopes;
import dev.gatehouse.idp.clients.WebOrigins;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.outbound.OutboundUrl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads the metadata of a client: what it must be, member by member and together. */
final class ClientForm {

    private static final Set<String> GRANT_TYPES = Set.of(
            GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.CLIENT_CREDENTIALS, GrantType.DEVICE_CODE);
    private static final int MAX_NAME = 200;
    private static final int MAX_URIS = 50;
    private static final int MAX_SCOPES = 100;
    private static final int MAX_SCOPE_TEXT = 4_000;

    private final Members members;
    private final String issuer;
    private final boolean mayShare;

    private ClientForm(Members members, String issuer, boolean mayShare) {
        this.members = members;
        this.issuer = issuer;
        this.mayShare = mayShare;
    }

    /**
     * All metadata of a client; what is absent has its default.
     *
     * @param issuer our issuer, which is nobody's audience but that of who may use our APIs
     * @param mayShare whether the caller may give the client what opens the APIs of this server
     */
    static UnaryOperator<ClientBuilder> read(Members members, String issuer, boolean mayShare) {
        return new ClientForm(members, issuer, mayShare).read();
    }

    private UnaryOperator<ClientBuilder> read() {
        Optional<String> name = members.text("client_name", MAX_NAME);
        ClientStatus status = status();
        ClientAuthMethod method = method();
        List<String> grants = grantTypes(method);
        List<String> redirects = uris("redirect_uris");
        List<String> logoutRedirects = uris("post_logout_redirect_uris");
        List<String> responseTypes = responseTypes(grants);
        if (grants.contains(GrantType.AUTHORIZATION_CODE) && !members.has("redirect_uris")) {
            members.violation("redirect_uris", "required", "is required with the grant type authorization_code");
        }
        Optional<String> jwks = jwks();
        Optional<String> jwksUri = jwksUri(method);
        List<String> scopes = scopes("scope", defaultScope(grants));
        List<String> defaultScopes = scopes("default_scope", "");
        if (!scopes.containsAll(defaultScopes)) {
            members.violation("default_scope", "not-in-scope", "must be among the scopes of scope");
        }
        List<String> webOrigins = webOrigins(method);
        AudienceForm audience = AudienceForm.read(members, scopes, issuer);
        ownScope(scopes);
        Duration accessTokens = lifetime(
                "access_token_lifetime", Client.DEFAULT_ACCESS_TOKEN_LIFETIME, Client.LONGEST_ACCESS_TOKEN_LIFETIME);
        Duration refreshTokens = lifetime(
                "refresh_token_lifetime", Client.DEFAULT_REFRESH_TOKEN_LIFETIME, Client.LONGEST_REFRESH_TOKEN_LIFETIME);
        SigningAlgorithm accessTokenAlgorithm = algorithm("access_token_signing_alg", SigningAlgorithm.ES256);
        SigningAlgorithm idTokenAlgorithm = algorithm("id_token_signed_response_alg", SigningAlgorithm.RS256);
        Optional<String> claims = customClaims();
        boolean consent = members.flag("consent_required").orElse(false);
        return draft -> {
            name.ifPresent(draft::name);
            return draft.status(status)
                    .authMethod(method)
                    .grantTypes(grants)
                    .responseTypes(responseTypes)
                    .redirectUris(redirects)
                    .postLogoutRedirectUris(logoutRedirects)
                    .jwks(jwks.orElse(null))
                    .jwksUri(jwksUri.orElse(null))
                    .scopes(scopes)
                    .defaultScopes(defaultScopes)
                    .audiences(audience.audiences())
                    .scopeAudiences(audience.ofScopes())
                    .webOrigins(webOrigins)
                    .accessTokenLifetime(accessTokens)
                    .refreshTokenLifetime(refreshTokens)
                    .accessTokenAlgorithm(accessTokenAlgorithm)
                    .idTokenAlgorithm(idTokenAlgorithm)
                    .customClaims(claims.orElse(null))
                    .consentRequired(consent);
        };
    }

    private ClientStatus status() {
        return members.choice("status", Set.of("active", "disabled"))
                        .orElse("active")
                        .equals("active")
                ? ClientStatus.ACTIVE
                : ClientStatus.DISABLED;
    }

    private ClientAuthMethod method() {
        return members.text("token_endpoint_auth_method", 100)
                .flatMap(name -> {
                    Optional<ClientAuthMethod> method = ClientAuthMethod.named(name);
                    if (method.isEmpty()) {
                        members.violation(
                                "token_endpoint_auth_method",
                                "unsupported",
                                "must be none, client_secret_basic, client_secret_post or private_key_jwt");
                    }
                    return method;
                })
                .orElse(ClientAuthMethod.CLIENT_SECRET_BASIC);
    }

    private List<String> grantTypes(ClientAuthMethod method) {
        List<String> grants =
                members.texts("grant_types", GRANT_TYPES.size(), 100).orElse(List.of(GrantType.AUTHORIZATION_CODE));
        for (int i = 0; i < grants.size(); i++) {
            if (!GRANT_TYPES.contains(grants.get(i))) {
                members.violationAt("grant_types", i, "unsupported", "is not a grant type of this server");
            }
        }
        if (grants.contains(GrantType.REFRESH_TOKEN)
                && !grants.contains(GrantType.AUTHORIZATION_CODE)
                && !grants.contains(GrantType.DEVICE_CODE)) {
            members.violation(
                    "grant_types", "inconsistent", "has refresh_token without a grant that gives refresh tokens");
        }
        // RFC 6749 section 4.4: the client credentials grant MUST only be used by confidential clients.
        if (method == ClientAuthMethod.NONE && grants.contains(GrantType.CLIENT_CREDENTIALS)) {
            members.violation(
                    "grant_types",
                    "inconsistent",
                    "has client_credentials, which a client without authentication may not use");
        }
        return grants;
    }

    /** RFC 7591 section 2.1: response types follow from grant types. */
    private List<String> responseTypes(List<String> grants) {
        List<String> wanted = grants.contains(GrantType.AUTHORIZATION_CODE) ? List.of("code") : List.of();
        List<String> given = members.texts("response_types", 10, 100).orElse(wanted);
        if (!given.equals(wanted) && !given.isEmpty()) {
            members.violation(
                    "response_types",
                    "inconsistent",
                    wanted.isEmpty()
                            ? "must be empty without the grant type authorization_code"
                            : "must be code alone, the only response type of this server");
        }
        return wanted;
    }

    private List<String> uris(String name) {
        List<String> uris =
                members.texts(name, MAX_URIS, RedirectUriRule.MAX_LENGTH).orElse(List.of());
        for (int i = 0; i < uris.size(); i++) {
            int index = i;
            RedirectUriRule.fault(uris.get(i))
                    .ifPresent(fault -> members.violationAt(name, index, fault.code(), fault.detail()));
        }
        return uris;
    }

    private Optional<String> jwks() {
        return members.anyObject("jwks").flatMap(set -> {
            Optional<String> fault = ClientKeys.fault(set.toString());
            fault.ifPresent(detail -> members.violation("jwks", "invalid-keys", detail));
            return fault.isPresent() ? Optional.empty() : Optional.of(ClientKeys.publicSet(set.toString()));
        });
    }

    private Optional<String> jwksUri(ClientAuthMethod method) {
        Optional<String> uri = members.text("jwks_uri", OutboundUrl.MAX_LENGTH);
        uri.flatMap(OutboundUrl::fault).ifPresent(fault -> members.violation("jwks_uri", "not-callable", fault));
        if (uri.isPresent() && members.has("jwks")) {
            // RFC 7591 section 2: "The "jwks_uri" and "jwks" parameters MUST NOT both be present".
            members.violation("jwks_uri", "inconsistent", "must not be there with jwks");
        }
        if (method == ClientAuthMethod.PRIVATE_KEY_JWT && uri.isEmpty() && !members.has("jwks")) {
            members.violation("jwks", "required", "or jwks_uri is required with private_key_jwt");
        }
        return uri;
    }

    private static String defaultScope(List<String> grants) {
        boolean people = grants.contains(GrantType.AUTHORIZATION_CODE) || grants.contains(GrantType.DEVICE_CODE);
        return people ? "openid profile email" : "";
    }

    private List<String> scopes(String name, String absent) {
        String text = members.textOrEmpty(name, MAX_SCOPE_TEXT).orElse(absent);
        Optional<SequencedSet<String>> scopes = Scopes.parse(text);
        if (scopes.isEmpty()) {
            members.violation(name, "invalid-scope", "must be scopes separated by spaces (RFC 6749 section 3.3)");
            return List.of();
        }
        if (scopes.get().size() > MAX_SCOPES) {
            members.violation(name, "too-many", "must have at most " + MAX_SCOPES + " scopes");
        }
        return new ArrayList<>(scopes.get());
    }

    private List<String> webOrigins(ClientAuthMethod method) {
        Optional<List<String>> given = members.texts("web_origins", MAX_URIS, WebOrigins.MAX_LENGTH);
        given.ifPresent(origins -> {
            for (int i = 0; i < origins.size(); i++) {
                int index = i;
                WebOrigins.fault(origins.get(i))
                        .ifPresent(fault -> members.violationAt("web_origins", index, "not-an-origin", fault));
            }
        });
        return given.orElse(WebOrigins.usual(method));
    }

    private void ownScope(List<String> scopes) {
        if (!mayShare && scopes.contains(Client.GATEHOUSE_SCOPE)) {
            members.violation(
                    "scope", "not-yours-to-grant", "has gatehouse, which takes the right share on the client");
        }
    }

    private Duration lifetime(String name, Duration absent, Duration longest) {
        return members.number(name, 1, longest.toSeconds())
                .map(Duration::ofSeconds)
                .orElse(absent);
    }

    private SigningAlgorithm algorithm(String name, SigningAlgorithm absent) {
        return members.choice(name, Set.of("ES256", "RS256", "EdDSA"))
                .flatMap(ClientJson::algorithm)
                .orElse(absent);
    }

    private Optional<String> customClaims() {
        return members.anyObject("custom_claims").flatMap(claims -> {
            try {
                CustomClaims.parse(claims.toString());
                return claims.isEmpty() ? Optional.empty() : Optional.of(claims.toString());
            } catch (IllegalArgumentException refused) {
                members.violation("custom_claims", "invalid-claims", String.valueOf(refused.getMessage()));
                return Optional.empty();
            }
        });
    }
}
