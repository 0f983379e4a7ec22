package dev.gatehouse.idp.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gatehouse.idp.clients.FetchedKeys;
import dev.gatehouse.idp.clients.KnownClient;
import dev.gatehouse.idp.tokens.CompactJws;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Client assertions ({@code private_key_jwt}): signed with a key that the client registered, made for us, short-lived and
 * used once.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523 section 3</a>
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication">OpenID Connect Core section
 *     9</a>
 */
final class ClientAssertions {

    static final int MAX_LENGTH = 8 * 1024;

    /** An assertion is remembered until it expires, so it may not live long. */
    static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** RFC 8725 section 3.1; advertised as {@code token_endpoint_auth_signing_alg_values_supported}. */
    static final List<JWSAlgorithm> ALGORITHMS =
            List.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.EdDSA);

    /** RFC 8725 section 3.11: a request object or DPoP proof of the same client is no assertion. */
    private static final Set<JOSEObjectType> TYPES =
            Set.of(JOSEObjectType.JWT, new JOSEObjectType("client-authentication+jwt"));

    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "kid", "typ");

    private final Set<String> audiences;
    private final UsedAssertions used;
    private final FetchedKeys fetchedKeys;
    private final Clock clock;

    /** @param issuer our issuer; the token endpoint's URL names us as well, as OpenID Connect Core section 9 has it */
    ClientAssertions(String issuer, UsedAssertions used, FetchedKeys fetchedKeys, Clock clock) {
        this.audiences = Set.of(issuer, issuer + ProtocolEndpoint.TOKEN.path());
        this.used = used;
        this.fetchedKeys = fetchedKeys;
        this.clock = clock;
    }

    /** Who the assertion says it is from: good for looking the client up, and for nothing else. */
    Optional<String> unverifiedIssuer(String assertion) {
        if (assertion.length() > MAX_LENGTH || !CompactJws.wellFormed(assertion)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(SignedJWT.parse(assertion).getJWTClaimsSet())
                    .map(JWTClaimsSet::getIssuer);
        } catch (ParseException malformed) {
            return Optional.empty();
        }
    }

    /** Verifies the assertion and uses it up; a code that says what is wrong with it, or empty when it is good. */
    Optional<String> redeem(KnownClient client, String assertion) {
        try {
            SignedJWT jwt = SignedJWT.parse(assertion);
            return headerFault(jwt.getHeader())
                    .or(() -> signatureFault(client, jwt))
                    .or(() -> claimsFault(client, claims(jwt)))
                    .or(() -> useUp(client, claims(jwt)));
        } catch (ParseException malformed) {
            return Optional.of("malformed-assertion");
        }
    }

    private static Optional<String> headerFault(JWSHeader header) {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            return Optional.of("assertion-algorithm");
        }
        if (!HEADER_MEMBERS.containsAll(header.toJSONObject().keySet())) {
            return Optional.of("assertion-header");
        }
        if (header.getType() != null && !TYPES.contains(header.getType())) {
            return Optional.of("assertion-type");
        }
        return Optional.empty();
    }

    private Optional<String> signatureFault(KnownClient client, SignedJWT jwt) {
        Optional<String> fault = Optional.of("assertion-signature");
        String jwksUri = client.client().jwksUri();
        if (jwksUri == null) {
            return client.keys().filter(keys -> verified(keys, jwt)).isPresent() ? Optional.empty() : fault;
        }
        String kid = jwt.getHeader().getKeyID();
        return switch (fetchedKeys.find(jwksUri, keys -> kid == null ? verified(keys, jwt) : has(keys, kid))) {
            case FetchedKeys.Known.Fitting(JWKSet keys) -> verified(keys, jwt) ? Optional.empty() : fault;
            case FetchedKeys.Known.None none -> kid == null ? fault : Optional.of("assertion-key-unknown");
            case FetchedKeys.Known.Unavailable(String reason) -> Optional.of("jwks-uri-" + reason);
        };
    }

    private static boolean has(JWKSet keys, String kid) {
        return keys.getKeyByKeyId(kid) != null;
    }

    private static boolean verified(JWKSet keys, SignedJWT jwt) {
        JWKMatcher fitting = JWKMatcher.forJWSHeader(jwt.getHeader());
        if (fitting == null) {
            return false;
        }
        for (JWK key : new JWKSelector(fitting).select(keys)) {
            try {
                if (jwt.verify(verifier(key))) {
                    return true;
                }
            } catch (JOSEException unfit) {
                // The next key may fit.
            }
        }
        return false;
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key) {
            case ECKey ec -> new ECDSAVerifier(ec.toPublicJWK());
            case RSAKey rsa -> new RSASSAVerifier(rsa.toPublicJWK());
            case OctetKeyPair okp -> new Ed25519Verifier(okp.toPublicJWK());
            default -> throw new JOSEException("not a key that verifies signatures: " + key.getKeyType());
        };
    }

    private Optional<String> claimsFault(KnownClient client, JWTClaimsSet claims) {
        String clientId = client.client().id();
        if (!clientId.equals(claims.getIssuer()) || !clientId.equals(claims.getSubject())) {
            return Optional.of("assertion-subject");
        }
        if (claims.getAudience().stream().noneMatch(audiences::contains)) {
            return Optional.of("assertion-audience");
        }
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        if (expiry == null || !now.isBefore(expiry.toInstant())) {
            return Optional.of("assertion-expired");
        }
        if (expiry.toInstant().isAfter(now.plus(LONGEST_LIFE).plus(CLOCK_SKEW))) {
            return Optional.of("assertion-lives-too-long");
        }
        Instant latest = now.plus(CLOCK_SKEW);
        if (after(claims.getNotBeforeTime(), latest) || after(claims.getIssueTime(), latest)) {
            return Optional.of("assertion-not-yet-valid");
        }
        return claims.getJWTID() == null || claims.getJWTID().isEmpty()
                ? Optional.of("assertion-without-jti")
                : Optional.empty();
    }

    private static boolean after(@Nullable Date time, Instant latest) {
        return time != null && time.toInstant().isAfter(latest);
    }

    private Optional<String> useUp(KnownClient client, JWTClaimsSet claims) {
        Instant expiresAt = claims.getExpirationTime().toInstant();
        return used.first(client.client().id(), claims.getJWTID(), expiresAt)
                ? Optional.empty()
                : Optional.of("assertion-replayed");
    }

    private static JWTClaimsSet claims(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException malformed) {
            return new JWTClaimsSet.Builder().build();
        }
    }
}
