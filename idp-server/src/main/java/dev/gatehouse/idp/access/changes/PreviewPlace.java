package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.preview.PreviewDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the next page of a preview begins.
 *
 * @param time of the preview
 * @param from how many shifts come before
 */
record PreviewPlace(PreviewDigest digest, Instant time, long from) {

    private static final String BETWEEN = " ";

    /** Reads what {@link #toString} wrote. */
    static Optional<PreviewPlace> parse(String text) {
        String[] parts = text.split(BETWEEN, -1);
        return parts.length == 3
                ? PreviewDigest.parse(parts[0])
                        .map(digest -> new PreviewPlace(
                                digest, Instant.ofEpochMilli(Long.parseLong(parts[1])), Long.parseLong(parts[2])))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return digest + BETWEEN + time.toEpochMilli() + BETWEEN + from;
    }
}
