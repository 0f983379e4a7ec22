package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.keys.SigningAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes the payload of an ID token (OpenID Connect Core 1.0 section 2). */
final class IdTokenJson {

    private IdTokenJson() {}

    static byte[] write(IdToken token, String issuer, SigningAlgorithm algorithm, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>(token.claims());
        claims.put("iss", issuer);
        claims.put("sub", token.subject());
        claims.put("aud", token.client().client().id());
        claims.put("exp", now.plus(IdToken.LIFETIME).getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("auth_time", token.signIn().at().getEpochSecond());
        put(claims, "nonce", token.nonce());
        put(claims, "acr", token.signIn().acr());
        if (!token.signIn().amr().isEmpty()) {
            claims.put("amr", token.signIn().amr());
        }
        claims.put("sid", token.session());
        claims.put("at_hash", accessTokenHash(token.accessToken(), algorithm));
        return JsonMapper.shared().writeValueAsBytes(claims);
    }

    private static void put(Map<String, Object> claims, String name, @Nullable Object value) {
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
    }

    /** "the left-most half of the hash of the octets of the ASCII representation of the access_token value". */
    private static String accessTokenHash(String accessToken, SigningAlgorithm algorithm) {
        String hash = switch (algorithm) {
            case ES256, RS256 -> "SHA-256";
            // Ed25519 hashes with SHA-512 inside (RFC 8032 section 5.1).
            case EDDSA -> "SHA-512";
        };
        try {
            byte[] digest = MessageDigest.getInstance(hash).digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, digest.length / 2));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
