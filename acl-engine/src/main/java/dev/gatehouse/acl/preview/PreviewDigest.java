package dev.gatehouse.acl.preview;

import dev.gatehouse.acl.DigestOutput;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.WorkspaceId;
import dev.gatehouse.acl.change.Change;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What was previewed, in short: the revision, and SHA-256 over workspace, revision, changes and result. It is no secret and
 * proves nothing about who saw the preview; it says that the changes still do what it was made of.
 *
 * @param hash 43 characters of base64url
 */
public record PreviewDigest(Revision revision, String hash) {

    private static final char BETWEEN = '~';
    private static final int HASH = 43;

    static PreviewDigest of(WorkspaceId workspace, Revision revision, List<Change> changes, byte[] result) {
        DigestOutput out = new DigestOutput()
                .text(workspace.value())
                .text(revision.toString())
                .number(changes.size());
        changes.forEach(change -> WrittenChange.write(out, change));
        byte[] hash = out.bytes(result).take();
        return new PreviewDigest(
                revision, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    /** Reads what {@link #toString} wrote; anything else is no digest. */
    public static Optional<PreviewDigest> parse(String written) {
        int between = written.indexOf(BETWEEN);
        if (between < 0 || written.length() - between - 1 != HASH) {
            return Optional.empty();
        }
        String hash = written.substring(between + 1);
        return Revision.parse(written.substring(0, between)).map(revision -> new PreviewDigest(revision, hash));
    }

    @Override
    public String toString() {
        return revision.toString() + BETWEEN + hash;
    }
}
