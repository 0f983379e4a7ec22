package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.keys.SigningKeys;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documents by which a relying party learns everything else: the metadata under both of its names, and the keys.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414 section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517 section 5</a>
 */
@RestController
public final class DiscoveryEndpoint {

    static final String JWKS = "/oauth2/jwks";

    /** A relying party that caches for so long sees a new key before it signs. */
    private static final String CACHE = "public, max-age=300";

    private final byte[] metadata;
    private final SigningKeys keys;

    public DiscoveryEndpoint(String issuer, Collection<TokenGrant> grants, SigningKeys keys) {
        this.metadata = JsonMapper.builder().build().writeValueAsBytes(ProviderMetadata.of(issuer, grants));
        this.keys = keys;
    }

    /** {@code /**} is where RFC 8414 section 3.1 puts the path of an issuer that has one. */
    @GetMapping({
        "/.well-known/openid-configuration",
        "/.well-known/oauth-authorization-server",
        "/.well-known/oauth-authorization-server/**"
    })
    void metadata(HttpServletResponse response) throws IOException {
        write(response, "application/json", metadata);
    }

    @GetMapping(JWKS)
    void keys(HttpServletResponse response) throws IOException {
        byte[] json = keys.published().toString(true).getBytes(StandardCharsets.UTF_8);
        write(response, "application/jwk-set+json", json);
    }

    private static void write(HttpServletResponse response, String type, byte[] body) throws IOException {
        response.setHeader("Cache-Control", CACHE);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
