package dev.gatehouse.idp.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Makes, reads and describes key pairs, one kind for each algorithm. */
final class KeyPairs {

    /** The least that RFC 7518 section 3.3 allows, and a quarter of the price of 3072 bits: ADR 0005. */
    private static final int RSA_BITS = 2048;

    /** A SubjectPublicKeyInfo of Ed25519 ends in the 32 bytes of the key (RFC 8410 section 4). */
    private static final int ED25519_BYTES = 32;

    private KeyPairs() {}

    static KeyPair generate(SigningAlgorithm algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(jcaName(algorithm));
            switch (algorithm) {
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case RS256 -> generator.initialize(RSA_BITS);
                case EDDSA -> {}
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot generate a key for " + algorithm, e);
        }
    }

    /** Reads PKCS #8 (RFC 5958) into a key of the provider in force: another provider's it would convert at each use. */
    static PrivateKey privateKey(SigningAlgorithm algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(jcaName(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not a private key for " + algorithm, e);
        }
    }

    /** Reads a SubjectPublicKeyInfo (RFC 5280 section 4.1). */
    static PublicKey publicKey(SigningAlgorithm algorithm, byte[] spki) {
        try {
            return KeyFactory.getInstance(jcaName(algorithm)).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not a public key for " + algorithm, e);
        }
    }

    /** The public key as a JWK; its id is its thumbprint (RFC 7638), so that no two keys can share one. */
    static JWK jwk(SigningAlgorithm algorithm, PublicKey key) {
        JWSAlgorithm jws = algorithm.jws();
        try {
            return switch (algorithm) {
                case ES256 ->
                    new ECKey.Builder(Curve.P_256, (ECPublicKey) key)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws)
                            .keyIDFromThumbprint()
                            .build();
                case RS256 ->
                    new RSAKey.Builder((RSAPublicKey) key)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws)
                            .keyIDFromThumbprint()
                            .build();
                case EDDSA ->
                    new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(lastBytes(key.getEncoded())))
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(jws)
                            .keyIDFromThumbprint()
                            .build();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot describe a key for " + algorithm, e);
        }
    }

    private static byte[] lastBytes(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    }

    private static String jcaName(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "EC";
            case RS256 -> "RSA";
            case EDDSA -> "Ed25519";
        };
    }
}
