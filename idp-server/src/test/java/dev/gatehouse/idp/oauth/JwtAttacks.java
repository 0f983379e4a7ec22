package dev.gatehouse.idp.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.DeflaterOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Attacks on whoever reads a JWT (RFC 8725 section 2), each on a JWT that is good but for it. */
final class JwtAttacks {

    /** The order of P-256. */
    private static final byte[] ORDER =
            HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private static final byte[] ZERO = new byte[32];
    private static final ECKey STRANGER = stranger();

    private JwtAttacks() {}

    static Map<String, Function<ForgedJwt, String>> all() {
        Map<String, Function<ForgedJwt, String>> attacks = new LinkedHashMap<>();
        algorithms(attacks);
        headers(attacks);
        keyIds(attacks);
        signatures(attacks);
        payloads(attacks);
        serializations(attacks);
        return attacks;
    }

    private static void algorithms(Map<String, Function<ForgedJwt, String>> attacks) {
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            attacks.put("alg " + none, jwt -> algorithm(jwt, none).with(new byte[0]));
            attacks.put(
                    "alg " + none + ", the signature kept",
                    jwt -> algorithm(jwt, none).signed());
        }
        attacks.put("alg empty", jwt -> algorithm(jwt, "").signed());
        attacks.put(
                "alg missing",
                jwt -> jwt.header(header -> header.without("alg")).signed());
        attacks.put(
                "alg a number",
                jwt -> jwt.header(header -> header.put("alg", 7)).signed());
        for (String other : List.of("RS256", "PS256", "ES384", "ES256K", "EdDSA", "HS256", "es256", "ES256 ")) {
            attacks.put(
                    "alg of another key: " + other, jwt -> algorithm(jwt, other).signed());
        }
        attacks.put(
                "HS256 keyed with the public key as JWK",
                jwt -> algorithm(jwt, "HS256")
                        .signedBy(mac(jwt.key().toJSONString().getBytes(StandardCharsets.UTF_8))));
        attacks.put(
                "HS256 keyed with the public key as DER",
                jwt -> algorithm(jwt, "HS256").signedBy(mac(der(jwt))));
        attacks.put(
                "HS256 keyed with the public key as PEM",
                jwt -> algorithm(jwt, "HS256").signedBy(mac(pem(jwt).getBytes(StandardCharsets.US_ASCII))));
        attacks.put(
                "HS256 keyed with nothing but a zero",
                jwt -> algorithm(jwt, "HS256").signedBy(mac(new byte[1])));
    }

    private static void headers(Map<String, Function<ForgedJwt, String>> attacks) {
        attacks.put(
                "jwk of the signer",
                jwt -> jwt.withHeader("{\"alg\":\"ES256\",\"typ\":" + type(jwt) + ",\"jwk\":"
                                + STRANGER.toPublicJWK().toJSONString() + "}")
                        .signedBy(JwtAttacks::strangersSignature));
        for (Map.Entry<String, String> member : Map.of(
                        "jwk", STRANGER.toPublicJWK().toJSONString(),
                        "jku", "\"https://evil.example/jwks\"",
                        "x5u", "\"https://evil.example/cert\"",
                        "x5c", "[\"MIIB\"]",
                        "x5t", "\"AAAA\"",
                        "x5t#S256", "\"AAAA\"",
                        "crit", "[\"exp\"]",
                        "b64", "false",
                        "zip", "\"DEF\"",
                        "nonce", "\"x\"")
                .entrySet()) {
            attacks.put(
                    member.getKey() + " in the header",
                    jwt -> jwt.header(header -> {
                                header.set(member.getKey(), JsonMapper.shared().readTree(member.getValue()));
                                return header;
                            })
                            .signed());
        }
        attacks.put(
                "crit and b64",
                jwt -> jwt.header(header -> {
                            header.putArray("crit").add("b64");
                            return header.put("b64", false);
                        })
                        .signed());
        attacks.put(
                "the algorithm twice, none first",
                jwt -> jwt.withHeader(jwt.header().replaceFirst("\\{", "{\"alg\":\"none\","))
                        .signed());
        attacks.put(
                "the algorithm twice, none last",
                jwt -> jwt.withHeader(jwt.header().replaceFirst("}$", ",\"alg\":\"none\"}"))
                        .signed());
        attacks.put(
                "another type",
                jwt -> jwt.header(header -> header.put("typ", "dpop+jwt")).signed());
        attacks.put(
                "a header that is an array",
                jwt -> jwt.withHeader("[" + jwt.header() + "]").signed());
    }

    private static void keyIds(Map<String, Function<ForgedJwt, String>> attacks) {
        for (String kid : List.of(
                "../../../../dev/null",
                "/etc/passwd",
                "x' UNION SELECT 'x",
                "1; DROP TABLE signing_keys",
                "$(id)",
                "https://evil.example/key",
                "\u0000",
                "",
                "x".repeat(300),
                "x".repeat(20_000))) {
            String name = kid.length() > 40 ? kid.length() + " characters" : kid.isEmpty() ? "empty" : kid;
            attacks.put(
                    "kid " + name.replace('\u0000', '0'),
                    jwt -> jwt.header(header -> header.put("kid", kid)).signedBy(JwtAttacks::strangersSignature));
        }
        attacks.put(
                "kid of a stranger",
                jwt -> jwt.header(header -> header.put("kid", STRANGER.getKeyID()))
                        .signedBy(JwtAttacks::strangersSignature));
        attacks.put(
                "kid missing, signed by a stranger",
                jwt -> jwt.header(header -> header.without("kid")).signedBy(JwtAttacks::strangersSignature));
        attacks.put("kid ours, signed by a stranger", jwt -> jwt.signedBy(JwtAttacks::strangersSignature));
        attacks.put(
                "kid an object",
                jwt -> jwt.header(header -> {
                            header.putObject("kid").put("kid", "x");
                            return header;
                        })
                        .signed());
        attacks.put(
                "kid null",
                jwt -> jwt.header(header -> header.putNull("kid")).signedBy(JwtAttacks::strangersSignature));
    }

    private static void signatures(Map<String, Function<ForgedJwt, String>> attacks) {
        attacks.put("no signature", jwt -> jwt.with(new byte[0]));
        attacks.put("r and s zero", jwt -> jwt.with(new byte[64]));
        attacks.put("r zero", jwt -> jwt.with(sig -> ForgedJwt.signature(ZERO, ForgedJwt.half(sig, 1))));
        attacks.put("s zero", jwt -> jwt.with(sig -> ForgedJwt.signature(ForgedJwt.half(sig, 0), ZERO)));
        attacks.put("r and s the order", jwt -> jwt.with(ForgedJwt.signature(ORDER, ORDER)));
        attacks.put("r the order", jwt -> jwt.with(sig -> ForgedJwt.signature(ORDER, ForgedJwt.half(sig, 1))));
        attacks.put("s the order", jwt -> jwt.with(sig -> ForgedJwt.signature(ForgedJwt.half(sig, 0), ORDER)));
        attacks.put(
                "r and s swapped",
                jwt -> jwt.with(sig -> ForgedJwt.signature(ForgedJwt.half(sig, 1), ForgedJwt.half(sig, 0))));
        attacks.put("ASN.1 instead of r and s", jwt -> jwt.with(JwtAttacks::asn1));
        attacks.put("one byte less", jwt -> jwt.with(sig -> Arrays.copyOf(sig, 63)));
        attacks.put("one byte more", jwt -> jwt.with(sig -> Arrays.copyOf(sig, 65)));
        attacks.put("twice as long", jwt -> jwt.with(sig -> Arrays.copyOf(sig, 128)));
        attacks.put("thousands of bytes", jwt -> jwt.with(sig -> Arrays.copyOf(sig, 20_000)));
    }

    private static void payloads(Map<String, Function<ForgedJwt, String>> attacks) {
        attacks.put(
                "another issuer",
                jwt -> jwt.payload(claims -> claims.put("iss", "https://evil.example"))
                        .signed());
        attacks.put(
                "the issuer with a slash",
                jwt -> jwt.payload(claims -> claims.put("iss", claims.get("iss").asString() + "/"))
                        .signed());
        attacks.put(
                "no issuer", jwt -> jwt.payload(claims -> claims.without("iss")).signed());
        attacks.put(
                "no subject",
                jwt -> jwt.payload(claims -> claims.without("sub")).signed());
        attacks.put(
                "a subject twice",
                jwt -> jwt.withPayload(jwt.payload().replaceFirst("\\{", "{\"sub\":\"somebody-else\","))
                        .signed());
        attacks.put(
                "an audience twice",
                jwt -> jwt.withPayload(jwt.payload().replaceFirst("}$", ",\"aud\":\"https://other.example\"}"))
                        .signed());
        attacks.put(
                "something after the claims",
                jwt -> jwt.withPayload(jwt.payload() + "{}").signed());
        attacks.put(
                "claims that are an array",
                jwt -> jwt.withPayload("[" + jwt.payload() + "]").signed());
        attacks.put("nested 200 deep", jwt -> nested(jwt, 200).signed());
        attacks.put("nested 3,000 deep", jwt -> nested(jwt, 3_000).signed());
        attacks.put("nested 10,000 deep", jwt -> nested(jwt, 10_000).signed());
        attacks.put(
                "oversized",
                jwt -> jwt.payload(claims -> claims.put("pad", "x".repeat(20_000)))
                        .signed());
        attacks.put("compressed", jwt -> compressed(jwt));
        attacks.put("changed after it was signed", jwt -> {
            String[] good = jwt.signed().split("\\.", -1);
            String changed = jwt.payload(claims -> claims.put("x", 1)).signed().split("\\.", -1)[1];
            return good[0] + "." + changed + "." + good[2];
        });
    }

    private static void serializations(Map<String, Function<ForgedJwt, String>> attacks) {
        attacks.put("two parts", jwt -> jwt.signed().replaceFirst("\\.[^.]*$", ""));
        attacks.put("five parts", jwt -> jwt.signed() + ".AAAA.AAAA");
        attacks.put(
                "a JWT in a JWT",
                jwt -> jwt.header(header -> header.put("cty", "JWT"))
                        .withPayload(jwt.signed())
                        .signed());
        attacks.put("padding after the signature", jwt -> jwt.signed() + "==");
        attacks.put("another spelling of the last character", jwt -> {
            // The last character of 64 bytes carries two bits of them; four more decide nothing.
            String good = jwt.signed();
            String last = good.substring(good.length() - 1);
            String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            return good.substring(0, good.length() - 1) + alphabet.charAt(alphabet.indexOf(last) + 1);
        });
        attacks.put("blanks inside", jwt -> jwt.signed().replace(".", " ."));
        attacks.put("the JSON serialization", jwt -> {
            String[] parts = jwt.signed().split("\\.", -1);
            return "{\"payload\":\"" + parts[1] + "\",\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2]
                    + "\"}";
        });
    }

    private static ForgedJwt algorithm(ForgedJwt jwt, String algorithm) {
        return jwt.header(header -> header.put("alg", algorithm));
    }

    private static String type(ForgedJwt jwt) {
        return JsonMapper.shared().readTree(jwt.header()).path("typ").toString().replaceFirst("^$", "\"JWT\"");
    }

    private static ForgedJwt nested(ForgedJwt jwt, int depth) {
        return jwt.withPayload(
                jwt.payload().replaceFirst("}$", ",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}"));
    }

    private static String compressed(ForgedJwt jwt) {
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(jwt.payload().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String header = ForgedJwt.encoded(
                jwt.header().replaceFirst("}$", ",\"zip\":\"DEF\"}").getBytes(StandardCharsets.UTF_8));
        String input = header + "." + ForgedJwt.encoded(bytes.toByteArray());
        return input + "." + ForgedJwt.encoded(jwt.signature().apply(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private static UnaryOperator<byte[]> mac(byte[] key) {
        return input -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                return mac.doFinal(input);
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException(broken);
            }
        };
    }

    private static byte[] strangersSignature(byte[] input) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(STRANGER.toPrivateKey());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException | JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] asn1(byte[] signature) {
        try {
            return ECDSA.transcodeSignatureToDER(signature);
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static byte[] der(ForgedJwt jwt) {
        try {
            return jwt.key().toECKey().toPublicKey().getEncoded();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String pem(ForgedJwt jwt) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(jwt))
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static ECKey stranger() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("stranger-1").generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
