package dev.gatehouse.idp.secrets;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Encodes a list of texts so that different lists never have the same bytes: each is preceded by its length. */
final class AssociatedData {

    private AssociatedData() {}

    static byte[] of(String... parts) {
        List<ByteBuffer> encoded = new ArrayList<>(parts.length);
        int size = 0;
        for (String part : parts) {
            ByteBuffer bytes = utf8(part);
            size += Integer.BYTES + bytes.remaining();
            encoded.add(bytes);
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (ByteBuffer bytes : encoded) {
            all.putInt(bytes.remaining()).put(bytes);
        }
        return all.array();
    }

    /** Refuses unpaired surrogates, which String.getBytes would silently make equal. */
    private static ByteBuffer utf8(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not well-formed Unicode", e);
        }
    }
}
