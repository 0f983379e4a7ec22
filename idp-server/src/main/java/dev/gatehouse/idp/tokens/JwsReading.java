package dev.gatehouse.idp.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.tokens.Verification.Reason;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a compact serialization (RFC 7515 section 7.1) that one of our keys signed: the key must be one that we publish,
 * the algorithm that key's, the header only what our mint writes.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725</a>, JSON Web Token Best Current Practices
 */
final class JwsReading {

    private static final int MAX_HEADER_LENGTH = 512;

    /**
     * RFC 8725 section 3.1 and 3.10: anything else ({@code jwk jku x5u x5c crit b64 zip}) would let the sender choose how
     * the token is verified.
     */
    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "kid", "typ");

    private JwsReading() {}

    /** What became of reading. */
    sealed interface Result {

        /** One of our keys signed this payload. */
        record Signed(StrictJson payload, KeyId key) implements Result {}

        record Refused(Reason reason) implements Result {}
    }

    /** @param type the {@code typ} that the header must have (RFC 8725 section 3.11) */
    static Result read(String token, String type, SigningKeys keys) {
        int firstDot = token.indexOf('.');
        int lastDot = token.lastIndexOf('.');
        if (firstDot <= 0 || firstDot == lastDot || token.indexOf('.', firstDot + 1) != lastDot) {
            return new Result.Refused(Reason.MALFORMED);
        }
        if (firstDot > MAX_HEADER_LENGTH) {
            return new Result.Refused(Reason.OVERSIZED);
        }
        Optional<StrictJson> header =
                CompactJws.decode(token.substring(0, firstDot)).flatMap(StrictJson::object);
        if (header.isEmpty()) {
            return new Result.Refused(Reason.MALFORMED);
        }
        for (String name : header.get().names()) {
            if (!HEADER_MEMBERS.contains(name)) {
                return new Result.Refused(Reason.HEADER_REFUSED);
            }
        }
        try {
            return read(token, type, keys, firstDot, lastDot, header.get());
        } catch (StrictJson.Mistyped mistyped) {
            return new Result.Refused(Reason.MALFORMED);
        }
    }

    private static Result read(
            String token, String type, SigningKeys keys, int firstDot, int lastDot, StrictJson header) {
        if (!type.equals(header.string("typ"))) {
            return new Result.Refused(Reason.WRONG_TYPE);
        }
        KeyId keyId = new KeyId(header.requiredString("kid"));
        Optional<SigningKeys.Verifying> key = keys.verifying(keyId);
        if (key.isEmpty()) {
            return new Result.Refused(Reason.UNKNOWN_KEY);
        }
        if (!key.get().algorithm().jws().getName().equals(header.string("alg"))) {
            return new Result.Refused(Reason.WRONG_ALGORITHM);
        }
        if (!signedBy(key.get(), token, firstDot, lastDot)) {
            return new Result.Refused(Reason.BAD_SIGNATURE);
        }
        return CompactJws.decode(token.substring(firstDot + 1, lastDot))
                .flatMap(StrictJson::object)
                .<Result>map(payload -> new Result.Signed(payload, keyId))
                .orElseGet(() -> new Result.Refused(Reason.MALFORMED));
    }

    private static boolean signedBy(SigningKeys.Verifying key, String token, int firstDot, int lastDot) {
        String signature = token.substring(lastDot + 1);
        // A signature with padding or foreign characters would be a second spelling of the same token.
        if (signature.isEmpty() || CompactJws.decode(signature).isEmpty()) {
            return false;
        }
        try {
            JWSHeader header = JWSHeader.parse(new Base64URL(token.substring(0, firstDot)));
            byte[] input = token.substring(0, lastDot).getBytes(StandardCharsets.US_ASCII);
            return key.verifier().verify(header, input, new Base64URL(signature));
        } catch (ParseException | JOSEException refused) {
            return false;
        }
    }
}
