package dev.gatehouse.idp.storage.layout;

import dev.gatehouse.idp.storage.InvalidCursor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the last document's index fields and its id, for one query.
 *
 * <p>Not secret and not authentic: it says the values that it holds to whoever reads it, and a forged one moves the
 * reader within the query that it is given to, no further.
 */
final class Cursor {

    private static final int FORMAT = 1;

    private Cursor() {}

    static String encode(int query, List<@Nullable Object> values) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeInt(query);
            for (Object value : values) {
                write(out, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte('n');
            case Long number -> {
                out.writeByte('l');
                out.writeLong(number);
            }
            case Boolean flag -> out.writeByte(flag ? 't' : 'f');
            case String text -> {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeByte('s');
                out.writeInt(utf8.length);
                out.write(utf8);
            }
            default -> throw new IllegalArgumentException("no cursor holds a " + value.getClass());
        }
    }

    static List<@Nullable Object> decode(String cursor, int query, int size) {
        try (var in = new DataInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor)))) {
            if (in.readUnsignedByte() != FORMAT || in.readInt() != query) {
                throw new InvalidCursor("the cursor belongs to another query");
            }
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                values.add(read(in));
            }
            if (in.available() > 0) {
                throw new InvalidCursor("the cursor is too long");
            }
            return values;
        } catch (IOException e) {
            throw new InvalidCursor("the cursor is too short");
        } catch (InvalidCursor e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new InvalidCursor("the cursor is not base64url");
        }
    }

    private static @Nullable Object read(DataInputStream in) throws IOException {
        int tag = in.readUnsignedByte();
        return switch (tag) {
            case 'n' -> null;
            case 'l' -> in.readLong();
            case 't' -> true;
            case 'f' -> false;
            case 's' -> {
                int length = in.readInt();
                if (length < 0 || length > in.available()) {
                    throw new InvalidCursor("the cursor is too short");
                }
                yield new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
            default -> throw new InvalidCursor("the cursor is damaged");
        };
    }
}
