package dev.gatehouse.idp.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A JSON pointer in URI fragment form (RFC 6901 sections 3 and 6): {@code #/address/postal_code}. It is written when asked
 * for, since most are never shown.
 */
sealed interface Pointer {

    String written();

    /** To the whole document. */
    record Root() implements Pointer {
        @Override
        public String written() {
            return "#";
        }
    }

    /** To a member of an object; a very long name is shown by its beginning. */
    record Member(Pointer object, String name) implements Pointer {

        private static final int MAX_NAME = 100;

        @Override
        public String written() {
            String token = name;
            if (name.codePointCount(0, name.length()) > MAX_NAME) {
                token = name.substring(0, name.offsetByCodePoints(0, MAX_NAME)) + "…";
            }
            var encoded = new StringBuilder(object.written()).append('/');
            token.replace("~", "~0").replace("/", "~1").codePoints().forEach(c -> append(encoded, c));
            return encoded.toString();
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

    /** To an item of an array. */
    record Item(Pointer array, int index) implements Pointer {
        @Override
        public String written() {
            return array.written() + "/" + index;
        }
    }
}
