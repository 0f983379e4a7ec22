package dev.gatehouse.idp.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A JSON pointer in URI fragment form (RFC 6901 sections 3 and 6): {@code #/address/postal_code}. */
final class Pointer {

    private static final int MAX_NAME = 100;

    private Pointer() {}

    /** The place of a member; a very long name is shown by its beginning. */
    static String member(String parent, String name) {
        String token = name;
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            token = name.substring(0, name.offsetByCodePoints(0, MAX_NAME)) + "…";
        }
        var encoded = new StringBuilder(parent).append('/');
        token.replace("~", "~0").replace("/", "~1").codePoints().forEach(c -> append(encoded, c));
        return encoded.toString();
    }

    static String item(String parent, int index) {
        return parent + "/" + index;
    }

    private static void append(StringBuilder encoded, int c) {
        if (c > 0x20 && c < 0x7f && "\"%<>\\^`{|}#[]".indexOf(c) < 0) {
            encoded.appendCodePoint(c);
        } else {
            encoded.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                    .replace("+", "%20"));
        }
    }
}
