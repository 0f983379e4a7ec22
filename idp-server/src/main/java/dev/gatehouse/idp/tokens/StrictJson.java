package dev.gatehouse.idp.tokens;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a JSON object that came from outside: one object, no member twice, nothing after it, not deep, valid UTF-8.
 *
 * <p>RFC 8259 leaves it open which of two members of one name counts, and a signature is worth nothing when signer and
 * reader differ about that.
 */
final class StrictJson {

    private static final int DEEPEST = 8;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(32)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private StrictJson(JsonNode object) {
        this.object = object;
    }

    static Optional<StrictJson> object(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonNode tree = JSON.readTree(text);
            return tree.isObject() ? Optional.of(new StrictJson(tree)) : Optional.empty();
        } catch (CharacterCodingException | JacksonException malformed) {
            return Optional.empty();
        }
    }

    Iterable<String> names() {
        return object.propertyNames();
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** The member when it is a string; null when it is absent; {@link Mistyped} when it is something else. */
    @Nullable String string(String name) {
        JsonNode member = object.get(name);
        if (member == null) {
            return null;
        }
        if (!member.isString()) {
            throw new Mistyped(name);
        }
        return member.stringValue();
    }

    String requiredString(String name) {
        String value = string(name);
        if (value == null) {
            throw new Mistyped(name);
        }
        return value;
    }

    /** An integer, or null when it is absent. */
    @Nullable Long integer(String name) {
        JsonNode member = object.get(name);
        if (member == null) {
            return null;
        }
        if (!member.isIntegralNumber() || !member.canConvertToLong()) {
            throw new Mistyped(name);
        }
        return member.longValue();
    }

    /** A NumericDate (RFC 7519 section 2) in whole seconds of this era, or null when it is absent. */
    @Nullable Instant instant(String name) {
        Long seconds = integer(name);
        if (seconds == null) {
            return null;
        }
        if (seconds < 0 || seconds > Instant.MAX.getEpochSecond()) {
            throw new Mistyped(name);
        }
        return Instant.ofEpochSecond(seconds);
    }

    Instant requiredInstant(String name) {
        Instant value = instant(name);
        if (value == null) {
            throw new Mistyped(name);
        }
        return value;
    }

    /** An array of strings, or one string for an array of one; empty when absent. */
    List<String> strings(String name) {
        JsonNode member = object.get(name);
        if (member == null) {
            return List.of();
        }
        if (member.isString()) {
            return List.of(member.stringValue());
        }
        if (!member.isArray()) {
            throw new Mistyped(name);
        }
        List<String> values = new ArrayList<>(member.size());
        for (JsonNode element : member) {
            if (!element.isString()) {
                throw new Mistyped(name);
            }
            values.add(element.stringValue());
        }
        return values;
    }

    /** A member has another JSON type than its specification says. Never leaves this package. */
    static final class Mistyped extends RuntimeException {

        private static final long serialVersionUID = 1;

        Mistyped(String name) {
            super(name, null, false, false);
        }
    }
}
