package dev.gatehouse.idp.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import dev.gatehouse.idp.clients.Audience;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.keys.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The one place that mints. Every grant ends here, so that no token leaves without the claims that revocation needs.
 *
 * <p>Access tokens are JWTs of the profile of RFC 9068, signed with the key that is in force for the client's algorithm.
 */
public final class TokenMint {

    /** RFC 9068 section 2.1: other kinds of JWT are not taken for an access token, nor this for them. */
    static final String ACCESS_TOKEN_TYPE = "at+jwt";

    static final String ID_TOKEN_TYPE = "JWT";

    /** No token: nothing that takes one takes this (RFC 8725 section 3.11). */
    static final String METADATA_TYPE = "metadata+jwt";

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final String issuer;
    private final SigningKeys keys;
    private final SecureRandom random;
    private final Clock clock;
    private final Map<HeaderKey, ProtectedHeader> headers = new ConcurrentHashMap<>();

    private record HeaderKey(KeyId key, String type) {}

    /** A header and its encoding followed by a dot, which are the same for every token of a key. */
    private record ProtectedHeader(JWSHeader header, String encoded) {}

    public TokenMint(String issuer, SigningKeys keys, SecureRandom random, Clock clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /** Mints an access token that lives as long as the client's are set to. */
    public MintedAccessToken accessToken(GrantedAccess access) {
        Client client = access.client().client();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RolesClaim roles = RolesClaim.of(access.roles());
        AccessTokenClaims claims = new AccessTokenClaims(
                issuer,
                access.subject(),
                Audience.of(client, access.scopes(), access.resources(), issuer),
                now,
                now.plusSeconds(client.accessTokenSeconds()),
                newTokenId(),
                client.clientId(),
                access.scopes(),
                access.workspace(),
                roles.names(),
                roles.digest(),
                client.generation(),
                access.signIn(),
                access.grantId());
        byte[] payload =
                AccessTokenJson.write(claims, access.client().customClaims().values());
        return new MintedAccessToken(sign(client.accessTokenAlgorithm(), ACCESS_TOKEN_TYPE, payload), claims);
    }

    /** Mints an ID token, signed with the client's registered algorithm. */
    public String idToken(IdToken content) {
        SigningAlgorithm algorithm = content.client().client().idTokenAlgorithm();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return sign(algorithm, ID_TOKEN_TYPE, IdTokenJson.write(content, issuer, algorithm, now));
    }

    /** Signs a metadata document of ours, as JSON, which names its issuer itself. */
    public String metadata(String json) {
        return sign(SigningAlgorithm.ES256, METADATA_TYPE, json.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(SigningAlgorithm algorithm, String type, byte[] payload) {
        SigningKeys.Signing key = keys.signing(algorithm);
        ProtectedHeader header = headers.computeIfAbsent(new HeaderKey(key.id(), type), id -> header(key, type));
        String input = header.encoded() + BASE64URL.encodeToString(payload);
        try {
            byte[] signed = input.getBytes(StandardCharsets.ISO_8859_1);
            return input + "." + key.signer().sign(header.header(), signed);
        } catch (JOSEException broken) {
            throw new IllegalStateException("the signing key " + key.id().value() + " does not sign", broken);
        }
    }

    private static ProtectedHeader header(SigningKeys.Signing key, String type) {
        JWSHeader header = new JWSHeader.Builder(key.algorithm().jws())
                .keyID(key.id().value())
                .type(new JOSEObjectType(type))
                .build();
        return new ProtectedHeader(header, header.toBase64URL() + ".");
    }

    private String newTokenId() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return new String(BASE64URL.encode(bits), StandardCharsets.ISO_8859_1);
    }
}
