package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.oauth.FormReading.Read;
import dev.gatehouse.idp.oauth.FormReading.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code application/x-www-form-urlencoded} bodies strictly. The container's own reader joins query and body and
 * keeps repetitions, which protocol requests may not have.
 */
public final class FormReader {

    static final int MAX_BODY = 64 * 1024;
    static final int MAX_PARAMETERS = 64;
    static final int MAX_NAME = 128;
    static final int MAX_VALUE = 32 * 1024;

    private static final String FORM = "application/x-www-form-urlencoded";

    private FormReader() {}

    public static FormReading read(HttpServletRequest request) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            return refused(405, "this endpoint takes POST only");
        }
        if (request.getQueryString() != null) {
            // RFC 6749 section 2.3.1: credentials MUST NOT be in the request URI, where logs and proxies see them.
            return refused(400, "parameters belong in the body of the request, not in its query");
        }
        if (!isForm(request.getContentType())) {
            return refused(415, "the body must be " + FORM);
        }
        if (request.getContentLengthLong() > MAX_BODY) {
            return tooLong();
        }
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        return body.length > MAX_BODY ? tooLong() : parse(body);
    }

    private static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String mediaType = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return mediaType.equals(FORM)
                || mediaType.strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    static FormReading parse(byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> empty = new HashSet<>();
        List<String> resources = new ArrayList<>();
        int start = 0;
        for (int end = 0; end <= body.length; end++) {
            if (end < body.length && body[end] != '&') {
                continue;
            }
            if (end > start) {
                int equals = indexOf(body, (byte) '=', start, end);
                String name = decode(body, start, equals);
                String value = equals == end ? "" : decode(body, equals + 1, end);
                if (name == null || value == null) {
                    return refused(400, "a parameter is not percent-encoded UTF-8");
                }
                if (name.length() > MAX_NAME || value.length() > MAX_VALUE) {
                    return refused(400, "a parameter is longer than " + MAX_VALUE + " characters");
                }
                if (name.equals(FormParameters.RESOURCE)) {
                    if (!value.isEmpty()) {
                        resources.add(value);
                    }
                } else {
                    boolean first = value.isEmpty()
                            ? empty.add(name) && !values.containsKey(name)
                            : values.put(name, value) == null && !empty.contains(name);
                    if (!first) {
                        return refused(400, "a parameter is included more than once");
                    }
                }
                if (values.size() + empty.size() + resources.size() > MAX_PARAMETERS) {
                    return refused(400, "there are more than " + MAX_PARAMETERS + " parameters");
                }
            }
            start = end + 1;
        }
        return new Read(new FormParameters(values, resources));
    }

    private static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    /** The decoded text, or null when it is not percent-encoded UTF-8. */
    private static @Nullable String decode(byte[] body, int from, int to) {
        byte[] decoded = new byte[to - from];
        int length = 0;
        boolean ascii = true;
        for (int i = from; i < to; i++) {
            byte b = body[i];
            if (b == '%') {
                int high = i + 2 < to ? Character.digit(body[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(body[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                b = (byte) (high << 4 | low);
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            ascii &= b >= 0;
            decoded[length++] = b;
        }
        return ascii ? new String(decoded, 0, length, StandardCharsets.ISO_8859_1) : utf8(decoded, length);
    }

    private static @Nullable String utf8(byte[] bytes, int length) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            return decoder.decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    private static Refused tooLong() {
        return refused(413, "the body is longer than " + MAX_BODY + " bytes");
    }

    private static Refused refused(int status, String description) {
        return new Refused(ProtocolError.invalidRequest(description).withStatus(status));
    }
}
