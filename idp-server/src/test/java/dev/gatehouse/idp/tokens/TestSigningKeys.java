package dev.gatehouse.idp.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.keys.SigningKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signing keys of a test: one of ES256 and one of RS256, which can be withdrawn and added to. */
public final class TestSigningKeys implements SigningKeys {

    /** Expensive to make, and no test changes it. */
    private static final RSAKey RSA = generateRsa();

    private final Map<KeyId, JWK> published = new LinkedHashMap<>();
    private ECKey ec;
    private final RSAKey rsa = RSA;

    public TestSigningKeys() {
        try {
            ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
        published.put(new KeyId("ec-1"), ec);
        published.put(new KeyId("rsa-1"), rsa);
    }

    private static RSAKey generateRsa() {
        try {
            return new RSAKeyGenerator(2048).keyID("rsa-1").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The ES256 key in full, as only its owner has it. */
    public ECKey ecKey() {
        return ec;
    }

    public RSAKey rsaKey() {
        return rsa;
    }

    /** Another key of the algorithm signs from now on; the earlier one stays published. */
    public void rotate() {
        try {
            ec = new ECKeyGenerator(Curve.P_256)
                    .keyID("ec-" + (published.size() + 1))
                    .generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
        published.put(new KeyId(ec.getKeyID()), ec);
    }

    public void withdraw(KeyId id) {
        published.remove(id);
    }

    @Override
    public Signing signing(SigningAlgorithm algorithm) {
        try {
            return switch (algorithm) {
                case ES256 -> new Signing(new KeyId(ec.getKeyID()), algorithm, new ECDSASigner(ec));
                case RS256 -> new Signing(new KeyId(rsa.getKeyID()), algorithm, new RSASSASigner(rsa));
                case EDDSA -> throw new UnsupportedOperationException("no EdDSA key in tests");
            };
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public Optional<Verifying> verifying(KeyId id) {
        return Optional.ofNullable(published.get(id)).map(key -> verifying(id, key));
    }

    private static Verifying verifying(KeyId id, JWK key) {
        try {
            return key instanceof ECKey ecKey
                    ? new Verifying(id, SigningAlgorithm.ES256, new ECDSAVerifier(ecKey.toPublicJWK()))
                    : new Verifying(
                            id,
                            SigningAlgorithm.RS256,
                            new RSASSAVerifier(key.toRSAKey().toPublicJWK()));
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public JWKSet published() {
        return new JWKSet(List.copyOf(published.values())).toPublicJWKSet();
    }
}
