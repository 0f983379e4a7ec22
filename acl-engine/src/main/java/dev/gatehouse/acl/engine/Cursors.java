package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.SubjectType;
import dev.gatehouse.acl.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Writes and reads cursors. A cursor binds the place where a list goes on to the list's query, revision and time, under a
 * key, since the time decides what has expired and is not the caller's to choose.
 */
public final class Cursors {

    private static final String MAC = "HmacSHA256";
    private static final int BODY = 4 * Long.BYTES;
    private static final int TAG = 16;

    private final SecretKeySpec key;

    /** Nodes that are to read each other's cursors share 32 secret bytes. */
    public Cursors(byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("The key of cursors has at least 32 bytes");
        }
        this.key = new SecretKeySpec(key, MAC);
    }

    /** Where a list goes on. */
    record Cursor(Revision revision, Instant time, long next) {}

    String write(Cursor cursor, WorkspaceId workspace, ListQuery<?> query) {
        ByteBuffer body = ByteBuffer.allocate(BODY + TAG)
                .putLong(cursor.revision().workspace())
                .putLong(cursor.revision().system())
                .putLong(cursor.time().toEpochMilli())
                .putLong(cursor.next());
        body.put(tag(body.array(), workspace, query));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(body.array());
    }

    Optional<Cursor> read(String written, WorkspaceId workspace, ListQuery<?> query) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(written);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != BODY + TAG
                || !Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(bytes)
                        .equals(written)
                || !MessageDigest.isEqual(
                        tag(bytes, workspace, query), Arrays.copyOfRange(bytes, BODY, bytes.length))) {
            return Optional.empty();
        }
        ByteBuffer body = ByteBuffer.wrap(bytes);
        Revision revision = new Revision(body.getLong(), body.getLong());
        return Optional.of(new Cursor(revision, Instant.ofEpochMilli(body.getLong()), body.getLong()));
    }

    /** The written forms of a query's parts hold no line feed, so joined by one they mean one query. */
    private byte[] tag(byte[] body, WorkspaceId workspace, ListQuery<?> query) {
        String asked = switch (query) {
            case ListQuery.Objects o -> "objects\n" + o.subject() + "\n" + o.right() + "\n" + o.type();
            case ListQuery.Subjects s ->
                "subjects\n" + s.type().map(SubjectType::word).orElse("") + "\n" + s.right() + "\n" + s.object();
            case ListQuery.RightsOf r -> "rights\n" + r.subject() + "\n" + r.object();
            case ReadQuery<?> r -> "read\n" + r.written();
        };
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(body, 0, BODY);
            mac.update((workspace + "\n" + asked).getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(mac.doFinal(), TAG);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every JDK has " + MAC, missing);
        }
    }
}
