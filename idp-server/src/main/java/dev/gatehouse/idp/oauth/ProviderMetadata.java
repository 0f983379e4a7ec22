package dev.gatehouse.idp.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.oauth.authorize.AuthorizationEndpoint;
import dev.gatehouse.idp.oauth.logout.LogoutPages;
import dev.gatehouse.idp.oauth.userinfo.StandardClaims;
import dev.gatehouse.idp.oauth.userinfo.UserinfoEndpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this server says that it can do: only what works now. Whoever adds an endpoint or a grant adds its lines here.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-2">RFC 8414 section 2</a>
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata">OpenID Connect Discovery
 *     section 3</a>
 */
final class ProviderMetadata {

    private ProviderMetadata() {}

    static Map<String, Object> of(String issuer, Collection<TokenGrant> grants) {
        List<String> all = methods(true);
        List<String> confidential = methods(false);
        List<String> assertionAlgorithms =
                ClientAssertions.ALGORITHMS.stream().map(JWSAlgorithm::getName).toList();
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("issuer", issuer);
        metadata.put("jwks_uri", issuer + DiscoveryEndpoint.JWKS);
        metadata.put("token_endpoint", issuer + ProtocolEndpoint.TOKEN.path());
        metadata.put("token_endpoint_auth_methods_supported", all);
        metadata.put("token_endpoint_auth_signing_alg_values_supported", assertionAlgorithms);
        metadata.put("introspection_endpoint", issuer + ProtocolEndpoint.INTROSPECTION.path());
        metadata.put("introspection_endpoint_auth_methods_supported", confidential);
        metadata.put("introspection_endpoint_auth_signing_alg_values_supported", assertionAlgorithms);
        metadata.put("revocation_endpoint", issuer + ProtocolEndpoint.REVOCATION.path());
        metadata.put("revocation_endpoint_auth_methods_supported", all);
        metadata.put("revocation_endpoint_auth_signing_alg_values_supported", assertionAlgorithms);
        metadata.put(
                "grant_types_supported",
                grants.stream().map(TokenGrant::type).sorted().toList());
        metadata.put("authorization_endpoint", issuer + AuthorizationEndpoint.PATH);
        metadata.put("pushed_authorization_request_endpoint", issuer + ProtocolEndpoint.PUSHED_AUTHORIZATION.path());
        metadata.put("require_pushed_authorization_requests", false);
        metadata.put("device_authorization_endpoint", issuer + ProtocolEndpoint.DEVICE_AUTHORIZATION.path());
        metadata.put("userinfo_endpoint", issuer + UserinfoEndpoint.PATH);
        metadata.put("end_session_endpoint", issuer + LogoutPages.PATH);
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query", "form_post"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("prompt_values_supported", List.of("none", "login", "consent", "select_account"));
        metadata.put("acr_values_supported", AuthorizationEndpoint.REACHABLE_ACR);
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("claims_parameter_supported", true);
        metadata.put("claim_types_supported", List.of("normal"));
        metadata.put("claims_supported", claims());
        metadata.put("ui_locales_supported", List.of("en", "de"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256", "ES256", "EdDSA"));
        metadata.put("scopes_supported", scopes());
        // These default to true when they are left out.
        metadata.put("request_parameter_supported", false);
        metadata.put("request_uri_parameter_supported", false);
        return metadata;
    }

    private static List<String> scopes() {
        List<String> scopes = new ArrayList<>(List.of("openid"));
        scopes.addAll(StandardClaims.scopes());
        scopes.addAll(List.of("offline_access", Client.GATEHOUSE_SCOPE));
        return scopes;
    }

    private static List<String> claims() {
        List<String> claims =
                new ArrayList<>(List.of("iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "sid"));
        claims.addAll(StandardClaims.names());
        claims.add("roles");
        return claims;
    }

    private static List<String> methods(boolean withNone) {
        return Arrays.stream(ClientAuthMethod.values())
                .filter(method -> withNone || method != ClientAuthMethod.NONE)
                .map(ClientAuthMethod::protocolName)
                .toList();
    }
}
