package dev.gatehouse.idp.audit.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that is in the canonical form of RFC 8785, and refuses every other spelling: white space, members out of
 * order or twice, escapes where none are needed, numbers other than integers in their shortest form, malformed UTF-8.
 * What it accepts is, byte for byte, what a canonical writer would write.
 *
 * <p>Values are {@code String}, {@code Long}, {@code Boolean}, null, {@code Map} and {@code List}.
 */
final class CanonicalReader {

    private static final int DEEPEST = 16;
    private static final long LARGEST_EXACT = (1L << 53) - 1;

    /** The names of members of records, which are few, by a hash of their bytes: each is decoded and hashed once. */
    private static final AtomicReferenceArray<@Nullable String> NAMES = new AtomicReferenceArray<>(256);

    private final byte[] bytes;
    private int at;

    private CanonicalReader(byte[] bytes) {
        this.bytes = bytes;
    }

    static Map<String, @Nullable Object> object(byte[] bytes) throws NotCanonical {
        var reader = new CanonicalReader(bytes);
        reader.expect('{');
        Map<String, @Nullable Object> object = reader.members(1);
        if (reader.at != bytes.length) {
            throw reader.refuse("something follows the object");
        }
        return object;
    }

    private @Nullable Object value(int depth) throws NotCanonical {
        if (depth > DEEPEST) {
            throw refuse("nested too deeply");
        }
        int first = next();
        return switch (first) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> text();
            case 't' -> literal("rue", true);
            case 'f' -> literal("alse", false);
            case 'n' -> literal("ull", null);
            default -> number(first);
        };
    }

    private Map<String, @Nullable Object> members(int depth) throws NotCanonical {
        var members = new HashMap<String, @Nullable Object>(32);
        if (peek() == '}') {
            at++;
            return members;
        }
        String before = null;
        while (true) {
            expect('"');
            String name = name();
            // RFC 8785 section 3.2.3: by UTF-16 code units, which is how Java compares strings.
            if (before != null && name.compareTo(before) <= 0) {
                throw refuse("the member " + name + " is out of order");
            }
            before = name;
            expect(':');
            members.put(name, value(depth + 1));
            int after = next();
            if (after == '}') {
                return members;
            }
            if (after != ',') {
                throw refuse("neither comma nor end");
            }
        }
    }

    private List<@Nullable Object> elements(int depth) throws NotCanonical {
        var elements = new ArrayList<@Nullable Object>();
        if (peek() == ']') {
            at++;
            return elements;
        }
        while (true) {
            elements.add(value(depth + 1));
            int after = next();
            if (after == ']') {
                return elements;
            }
            if (after != ',') {
                throw refuse("neither comma nor end");
            }
        }
    }

    /** A member's name behind its opening quote. */
    private String name() throws NotCanonical {
        int hash = 0;
        int end = at;
        while (end < bytes.length && bytes[end] >= 'A' && bytes[end] <= 'z' && bytes[end] != '\\') {
            hash = hash * 31 + bytes[end++];
        }
        if (end == bytes.length || bytes[end] != '"') {
            return text(); // another spelling, judged there
        }
        int slot = (hash ^ (hash >>> 8)) & 255;
        String known = NAMES.get(slot);
        if (known == null || !isAt(known, at, end)) {
            known = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
            NAMES.set(slot, known);
        }
        at = end + 1;
        return known;
    }

    private boolean isAt(String text, int begin, int end) {
        if (text.length() != end - begin) {
            return false;
        }
        for (int i = begin; i < end; i++) {
            if (text.charAt(i - begin) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** A string behind its opening quote; most have neither escapes nor other characters than ASCII. */
    private String text() throws NotCanonical {
        int begin = at;
        while (at < bytes.length && bytes[at] >= 0x20 && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        boolean plain = true;
        while (true) {
            int b = next();
            if (b == '"') {
                break;
            }
            if (b < 0x20 && b >= 0) {
                throw refuse("a control character that is not escaped");
            }
            if (b == '\\') {
                plain = false;
                next();
            }
            plain &= b >= 0;
        }
        if (plain) {
            return new String(bytes, begin, at - 1 - begin, StandardCharsets.ISO_8859_1);
        }
        return unescaped(decoded(begin, at - 1));
    }

    private String decoded(int begin, int end) throws NotCanonical {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, begin, end - begin))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refuse("malformed UTF-8");
        }
    }

    private String unescaped(String text) throws NotCanonical {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            int simple = "\"\\bfnrt".indexOf(escape);
            if (simple >= 0) {
                out.append("\"\\\b\f\n\r\t".charAt(simple));
            } else if (escape == 'u' && i + 4 < text.length()) {
                out.append(control(text.substring(i + 1, i + 5)));
                i += 4;
            } else {
                throw refuse("an unknown escape");
            }
        }
        return out.toString();
    }

    /** Only control characters without a short escape may be written as four digits (RFC 8785 section 3.2.2.2). */
    private char control(String digits) throws NotCanonical {
        if (!digits.startsWith("00") || !digits.matches("00[01][0-9a-f]")) {
            throw refuse("an escape that is not needed");
        }
        char c = (char) Integer.parseInt(digits, 16);
        if ("\b\f\n\r\t".indexOf(c) >= 0) {
            throw refuse("an escape that has a shorter form");
        }
        return c;
    }

    private Long number(int first) throws NotCanonical {
        int begin = at - 1;
        boolean negative = first == '-';
        int digit = negative ? next() : first;
        if (digit < '0' || digit > '9') {
            throw refuse("not a value");
        }
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        int digits = at - begin - (negative ? 1 : 0);
        if ((digit == '0' && (digits > 1 || negative)) || digits > 16) {
            throw refuse("a number that is not in its shortest form or too large");
        }
        long value = Long.parseLong(new String(bytes, begin, at - begin, StandardCharsets.ISO_8859_1));
        if (Math.abs(value) > LARGEST_EXACT) {
            throw refuse("a number that is too large");
        }
        return value;
    }

    private @Nullable Boolean literal(String rest, @Nullable Boolean value) throws NotCanonical {
        for (int i = 0; i < rest.length(); i++) {
            expect(rest.charAt(i));
        }
        return value;
    }

    private void expect(char wanted) throws NotCanonical {
        if (next() != wanted) {
            throw refuse("not the expected " + wanted);
        }
    }

    private int next() throws NotCanonical {
        if (at >= bytes.length) {
            throw refuse("it ends too early");
        }
        return bytes[at++];
    }

    private int peek() throws NotCanonical {
        if (at >= bytes.length) {
            throw refuse("it ends too early");
        }
        return bytes[at];
    }

    private NotCanonical refuse(String what) {
        return new NotCanonical(what, at);
    }
}
