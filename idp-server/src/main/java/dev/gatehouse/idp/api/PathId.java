package dev.gatehouse.idp.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An id as a path names it: as it is, or {@code ~} and the base64url of its UTF-8, which names any id. Servers and proxies
 * refuse or rewrite {@code /}, {@code %}, {@code ;} and {@code \} in paths, encoded or not, and an id may have them all.
 */
public final class PathId {

    private static final char MARK = '~';
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:@_-][A-Za-z0-9:@_.-]*");

    private PathId() {}

    /** The id of a path's segment, percent-decoded; empty when it is marked and is not the one base64url of any text. */
    public static Optional<String> read(String segment) {
        if (segment.isEmpty() || segment.charAt(0) != MARK) {
            return Optional.of(segment);
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(segment.substring(1));
            String id = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return marked(id).equals(segment) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            return Optional.empty();
        }
    }

    /** A segment that names the id. */
    public static String write(String id) {
        return PLAIN.matcher(id).matches() ? id : marked(id);
    }

    private static String marked(String id) {
        return MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }
}
