package dev.gatehouse.idp.api;

import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Request bodies, read strictly: UTF-8, one JSON object, no member twice (RFC 8259 section 4 leaves the meaning of
 * duplicates open, and two readers that disagree are an attack), nothing behind it.
 */
public final class JsonText {

    public static final int MAX_DEPTH = 16;
    public static final int MAX_LENGTH = 256 * 1024;

    /** The most that any route takes; no request is longer (see {@code edge.BodyLimitFilter}). */
    public static final int LARGEST = 1 << 20;

    private static final JsonMapper STRICT = strict(LARGEST);
    private static final JsonMapper ENDLESS = strict(-1);

    private JsonText() {}

    private static JsonMapper strict(long maxLength) {
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(40)
                                .maxDocumentLength(maxLength)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** The tokens of a text as strict and of any length. Whoever reads them MUST bound what they keep. */
    public static JsonParser tokens(Reader text) {
        return ENDLESS.createParser(text);
    }

    /** The object in the body. */
    public static Checked<ObjectNode> object(byte[] body) {
        return object(body, MAX_LENGTH);
    }

    /** The object in a body of at most so many bytes. */
    public static Checked<ObjectNode> object(byte[] body, int limit) {
        if (body.length > limit) {
            return refused(413, "too-large", "The body is longer than " + limit + " bytes.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            JsonNode node = STRICT.readTree(text);
            if (node instanceof ObjectNode object) {
                return new Checked.Valid<>(object);
            }
            return malformed("The body is not a JSON object.");
        } catch (CharacterCodingException notUtf8) {
            return malformed("The body is not UTF-8.");
        } catch (StreamConstraintsException reached) {
            return malformed("The body is nested deeper than " + MAX_DEPTH + " levels or holds too long a number.");
        } catch (JacksonException e) {
            return malformed(sentence(e));
        }
    }

    /** What we stored as text; it was checked when it came. */
    public static JsonNode stored(String text) {
        return STRICT.readTree(text);
    }

    /** The tree that a caller would have sent for this one: numbers compare by how they are written. */
    public static ObjectNode asRead(ObjectNode json) {
        return (ObjectNode) STRICT.readTree(json.toString());
    }

    /** What is wrong with a text, and where; nothing of the text itself. */
    public static String sentence(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String what = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                ? "A member is there twice"
                : "The body is not JSON";
        return at == null ? what + "." : what + ", at line " + at.getLineNr() + ", column " + at.getColumnNr() + ".";
    }

    private static Checked<ObjectNode> malformed(String detail) {
        return new Checked.Refused<>(Refusal.malformed(detail));
    }

    private static Checked<ObjectNode> refused(int status, String code, String detail) {
        return new Checked.Refused<>(new Refusal(status, code, detail));
    }
}
