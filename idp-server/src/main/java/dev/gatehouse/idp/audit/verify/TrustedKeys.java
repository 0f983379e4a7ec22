package dev.gatehouse.idp.audit.verify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that trust reaches: the one whose fingerprint is trusted, and each that a trusted one has endorsed. */
final class TrustedKeys {

    private static final String FINGERPRINT_PREFIX = "SHA256:";

    private final Map<String, PublicKey> keys = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    TrustedKeys(String fingerprint, List<PublishedKey> published) {
        boolean grown = true;
        List<PublishedKey> left = new ArrayList<>(published);
        while (grown) {
            grown = left.removeIf(key -> isTrusted(key, fingerprint) && admit(key));
        }
        if (keys.isEmpty()) {
            findings.add(new Finding(
                    Finding.Kind.BAD_SIGNATURE,
                    "",
                    0,
                    "the store has no key with the trusted fingerprint " + fingerprint));
        }
        left.forEach(key -> findings.add(new Finding(
                Finding.Kind.BAD_SIGNATURE, "", 0, "the key " + key.id() + " is not endorsed by a trusted one")));
    }

    List<Finding> findings() {
        return findings;
    }

    int count() {
        return keys.size();
    }

    /** Whether a head, {@code <key id>:<signature>}, is a trusted key's over this place and hash. */
    boolean verifies(String head, String chain, long seq, byte[] hash) {
        int colon = head.indexOf(':');
        PublicKey key = colon < 0 ? null : keys.get(head.substring(0, colon));
        if (key == null) {
            return false;
        }
        byte[] name = chain.getBytes(StandardCharsets.UTF_8);
        var signed = new ByteArrayOutputStream(64 + name.length);
        signed.write('H');
        signed.write(name.length >> 8);
        signed.write(name.length);
        signed.writeBytes(name);
        for (int shift = 56; shift >= 0; shift -= 8) {
            signed.write((int) (seq >>> shift));
        }
        signed.writeBytes(hash);
        byte[] signature = decoded(Base64.getUrlDecoder(), head.substring(colon + 1));
        return signature != null && verifies(key, signed.toByteArray(), signature);
    }

    private boolean isTrusted(PublishedKey key, String fingerprint) {
        if ((FINGERPRINT_PREFIX + key.id()).equals(fingerprint)) {
            return true;
        }
        PublicKey endorser = key.endorsedBy() == null ? null : keys.get(key.endorsedBy());
        byte[] endorsement = key.endorsement() == null ? null : decoded(Base64.getDecoder(), key.endorsement());
        byte[] own = decoded(Base64.getUrlDecoder(), key.id());
        if (endorser == null || endorsement == null || own == null || key.endorsedBy() == null) {
            return false;
        }
        var signed = new ByteArrayOutputStream(65);
        signed.write('K');
        signed.writeBytes(Base64.getUrlDecoder().decode(key.endorsedBy()));
        signed.writeBytes(own);
        return verifies(endorser, signed.toByteArray(), endorsement);
    }

    private boolean admit(PublishedKey key) {
        byte[] encoded = decoded(Base64.getDecoder(), key.publicKey());
        if (encoded == null) {
            return false;
        }
        try {
            byte[] id = MessageDigest.getInstance("SHA-256").digest(encoded);
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(id).equals(key.id())) {
                return false;
            }
            keys.put(key.id(), KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte @Nullable [] decoded(Base64.Decoder decoder, String text) {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
