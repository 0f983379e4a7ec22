package dev.gatehouse.idp.api;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Turns a place in a list into text for callers and back. The text is bound to the list and its filters by a MAC, so
 * that a cursor is taken only where it was given.
 */
public final class Cursors {

    public static final int MAX_LENGTH = 4_096;

    private final KeyedHash hash;

    public Cursors(KeyedHash hash) {
        this.hash = hash;
    }

    /**
     * The text for a place.
     *
     * @param list names the list and all its filters
     */
    public String encode(String list, String place) {
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
        return body + "." + hash.of(KeyPurpose.CURSOR_SIGNING, signed(list, body));
    }

    /** The place, unless the text was not given out for this list. */
    public Optional<String> decode(String list, String cursor) {
        int dot = cursor.indexOf('.');
        if (cursor.length() > MAX_LENGTH || dot < 0) {
            return Optional.empty();
        }
        String body = cursor.substring(0, dot);
        if (!hash.matches(KeyPurpose.CURSOR_SIGNING, signed(list, body), cursor.substring(dot + 1))) {
            return Optional.empty();
        }
        return Optional.of(new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
    }

    /** INVARIANT: the body has no line feed, so that no other pair of list and body gives the same text. */
    private static String signed(String list, String body) {
        return body + "\n" + list;
    }
}
