package dev.gatehouse.idp.oauth;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A good JWT to be spoiled: what is left alone is signed with the right key, so that only the spoilt part can be why it is
 * refused.
 *
 * @param header the JSON of its header
 * @param payload the JSON of its claims
 * @param key the public half of the key, as everybody has it
 * @param signature signs with the right key, in the format of RFC 7518 section 3.4
 */
record ForgedJwt(String header, String payload, JWK key, UnaryOperator<byte[]> signature) {

    static ForgedJwt of(String jwt, JWK key, UnaryOperator<byte[]> signature) {
        String[] parts = jwt.split("\\.", -1);
        return new ForgedJwt(text(parts[0]), text(parts[1]), key, signature);
    }

    ForgedJwt header(UnaryOperator<ObjectNode> change) {
        return withHeader(change.apply(object(header)).toString());
    }

    ForgedJwt payload(UnaryOperator<ObjectNode> change) {
        return withPayload(change.apply(object(payload)).toString());
    }

    ForgedJwt withHeader(String json) {
        return new ForgedJwt(json, payload, key, signature);
    }

    ForgedJwt withPayload(String json) {
        return new ForgedJwt(header, json, key, signature);
    }

    /** Signed with the right key. */
    String signed() {
        return signedBy(signature);
    }

    String signedBy(UnaryOperator<byte[]> other) {
        return input() + "." + encoded(other.apply(input().getBytes(StandardCharsets.US_ASCII)));
    }

    /** With bytes in the place of the signature. */
    String with(byte[] bytes) {
        return input() + "." + encoded(bytes);
    }

    /** With a good signature that something was done to. */
    String with(UnaryOperator<byte[]> spoil) {
        return signedBy(input -> spoil.apply(signature.apply(input)));
    }

    private String input() {
        return encoded(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(payload.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }

    /** {@code r} and {@code s} of an ES256 signature, replaced. */
    static byte[] signature(byte[] r, byte[] s) {
        byte[] both = new byte[64];
        System.arraycopy(r, 0, both, 32 - r.length, r.length);
        System.arraycopy(s, 0, both, 64 - s.length, s.length);
        return both;
    }

    static byte[] half(byte[] signature, int which) {
        return Arrays.copyOfRange(signature, 32 * which, 32 * which + 32);
    }
}
