package dev.gatehouse.idp.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON in the one form that RFC 8785 allows, straight to UTF-8.
 *
 * <p>Members are written in the order of their names' UTF-16 code units (section 3.2.3); the caller brings them in that
 * order and a wrong one is an {@link IllegalStateException}. Numbers are integers within the exact range of a double
 * (section 3.2.2.3); the trail needs no other. A lone surrogate, which has no UTF-8 form, becomes U+FFFD.
 */
public final class CanonicalJson {

    private static final long LARGEST_EXACT = (1L << 53) - 1;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final String NOTHING_YET = "";

    private byte[] buffer;
    private int length;
    private boolean first = true;
    private @Nullable String lastName;
    private final Deque<String> outerNames = new ArrayDeque<>();

    public CanonicalJson(int expectedBytes) {
        buffer = new byte[expectedBytes];
    }

    public CanonicalJson beginObject() {
        separate();
        put('{');
        outerNames.push(lastName == null ? NOTHING_YET : lastName);
        lastName = null;
        first = true;
        return this;
    }

    public CanonicalJson endObject() {
        put('}');
        lastName = outerNames.pop();
        first = false;
        return this;
    }

    public CanonicalJson beginArray() {
        separate();
        put('[');
        first = true;
        return this;
    }

    public CanonicalJson endArray() {
        put(']');
        first = false;
        return this;
    }

    public CanonicalJson name(String name) {
        if (lastName != null && name.compareTo(lastName) <= 0) {
            throw new IllegalStateException(name + " comes before " + lastName);
        }
        lastName = name;
        separate();
        quoted(name);
        put(':');
        first = true;
        return this;
    }

    public CanonicalJson string(String value) {
        separate();
        quoted(value);
        return this;
    }

    public CanonicalJson number(long value) {
        if (value > LARGEST_EXACT || value < -LARGEST_EXACT) {
            throw new IllegalArgumentException("not exact as a JSON number: " + value);
        }
        separate();
        ascii(Long.toString(value));
        return this;
    }

    public CanonicalJson bool(boolean value) {
        separate();
        ascii(value ? "true" : "false");
        return this;
    }

    public CanonicalJson nothing() {
        separate();
        ascii("null");
        return this;
    }

    /** Bytes that are canonical JSON already. */
    CanonicalJson canonical(byte[] value) {
        separate();
        room(value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
        return this;
    }

    /** A member, unless the value is absent. */
    public CanonicalJson optional(String name, @Nullable String value) {
        return value == null ? this : name(name).string(value);
    }

    /** An object of string members, in any order. */
    public CanonicalJson strings(Map<String, String> members) {
        beginObject();
        new TreeMap<>(members).forEach((name, value) -> name(name).string(value));
        return endObject();
    }

    public byte[] bytes() {
        return Arrays.copyOf(buffer, length);
    }

    void clear() {
        length = 0;
        first = true;
        lastName = null;
        outerNames.clear();
    }

    private void separate() {
        if (!first) {
            put(',');
        }
        first = false;
    }

    private void quoted(String value) {
        room(value.length() * 3 + 2);
        put('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                asciiCharacter(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                beyondPlaneZero(Character.toCodePoint(c, value.charAt(++i)));
            } else {
                planeZero(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        put('"');
    }

    /** RFC 8785 section 3.2.2.2. */
    private void asciiCharacter(char c) {
        switch (c) {
            case '"', '\\' -> escape(c);
            case '\b' -> escape('b');
            case '\t' -> escape('t');
            case '\n' -> escape('n');
            case '\f' -> escape('f');
            case '\r' -> escape('r');
            default -> {
                if (c < 0x20) {
                    ascii("\\u00");
                    put(HEX[c >> 4]);
                    put(HEX[c & 0xF]);
                } else {
                    put(c);
                }
            }
        }
    }

    private void planeZero(char c) {
        if (c < 0x800) {
            put(0xC0 | (c >> 6));
        } else {
            put(0xE0 | (c >> 12));
            put(0x80 | ((c >> 6) & 0x3F));
        }
        put(0x80 | (c & 0x3F));
    }

    private void beyondPlaneZero(int codePoint) {
        put(0xF0 | (codePoint >> 18));
        put(0x80 | ((codePoint >> 12) & 0x3F));
        put(0x80 | ((codePoint >> 6) & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    }

    private void escape(char c) {
        put('\\');
        put(c);
    }

    private void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            buffer[length++] = (byte) text.charAt(i);
        }
    }

    private void put(int b) {
        room(1);
        buffer[length++] = (byte) b;
    }

    private void room(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
