package dev.gatehouse.idp.clients;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys that a client may register: public halves only, of kinds that we verify with (RFC 7517, RFC 7518). */
public final class ClientKeys {

    public static final int MAX_KEYS = 20;
    public static final int MAX_LENGTH = 32_000;

    private static final int LEAST_RSA_BITS = 2_048;
    private static final int MOST_RSA_BITS = 8_192;
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521, Curve.Ed25519);

    private ClientKeys() {}

    /** What is wrong with a JWK set, as the end of a sentence; nothing when it may be registered. */
    public static Optional<String> fault(String jwks) {
        if (jwks.length() > MAX_LENGTH) {
            return Optional.of("has more than " + MAX_LENGTH + " characters");
        }
        List<JWK> keys;
        try {
            keys = JWKSet.parse(jwks).getKeys();
        } catch (ParseException | IllegalArgumentException malformed) {
            // The message may quote key material.
            return Optional.of("is not a JWK set");
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            return Optional.of("must have 1 to " + MAX_KEYS + " keys");
        }
        var ids = new HashSet<String>();
        for (JWK key : keys) {
            if (key.isPrivate() || KeyType.OCT.equals(key.getKeyType())) {
                return Optional.of("has a private or symmetric key; only public keys may leave the client");
            }
            if (!usable(key)) {
                return Optional.of("has a key that is neither RSA of " + LEAST_RSA_BITS + " to " + MOST_RSA_BITS
                        + " bits nor EC on P-256, P-384 or P-521 nor Ed25519");
            }
            if (key.getKeyID() != null && !ids.add(key.getKeyID())) {
                return Optional.of("has two keys of one kid");
            }
        }
        return Optional.empty();
    }

    /** The set with what we know of its keys and nothing else. The set MUST be without {@link #fault}. */
    public static String publicSet(String jwks) {
        try {
            return JWKSet.parse(jwks).toString(true);
        } catch (ParseException e) {
            throw new IllegalArgumentException("not a JWK set", e);
        }
    }

    /** Those of a published set that we verify with: it may have others, for other ends. */
    static JWKSet usable(JWKSet published) {
        return new JWKSet(published.getKeys().stream()
                .filter(key -> !key.isPrivate() && usable(key))
                .limit(MAX_KEYS)
                .toList());
    }

    private static boolean usable(JWK key) {
        return switch (key) {
            case RSAKey rsa -> rsa.size() >= LEAST_RSA_BITS && rsa.size() <= MOST_RSA_BITS;
            case ECKey ec -> CURVES.contains(ec.getCurve());
            case OctetKeyPair pair -> CURVES.contains(pair.getCurve());
            default -> false;
        };
    }
}
