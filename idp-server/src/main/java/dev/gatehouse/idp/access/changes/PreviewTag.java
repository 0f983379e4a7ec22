package dev.gatehouse.idp.access.changes;

import dev.gatehouse.acl.preview.PreviewDigest;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Refusal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code If-Match} of a call that changes a model: the digest of a preview, as a strong entity tag.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1">RFC 9110 section 13.1.1</a>
 */
final class PreviewTag {

    private static final Pattern ONE = Pattern.compile("\"([0-9a-z.]{1,30}~[A-Za-z0-9_-]{43})\"");

    private PreviewTag() {}

    /** The digest; nothing without the header. Any other condition cannot be kept, so a call that has one is refused. */
    static Checked<Optional<PreviewDigest>> read(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return new Checked.Valid<>(Optional.empty());
        }
        String tag = ifMatch.strip();
        if (tag.equals("*")) {
            return refused("* is true of every state, and names no preview");
        }
        if (tag.startsWith("W/")) {
            return refused("a weak tag never matches (RFC 9110 section 13.1.1)");
        }
        Matcher one = ONE.matcher(tag);
        return one.matches()
                ? PreviewDigest.parse(one.group(1))
                        .<Checked<Optional<PreviewDigest>>>map(digest -> new Checked.Valid<>(Optional.of(digest)))
                        .orElseGet(() -> refused("it has no revision that a preview gave"))
                : refused("it is not one digest between double quotes");
    }

    private static Checked<Optional<PreviewDigest>> refused(String why) {
        return new Checked.Refused<>(
                new Refusal(400, "invalid-precondition", "If-Match takes the digest of a preview: " + why + "."));
    }
}
