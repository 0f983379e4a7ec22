package dev.gatehouse.idp.api;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The strong validator of a document's version, and the precondition that names it (RFC 9110 sections 8.8.3, 13.1.1). */
public final class EntityTag {

    private static final Pattern LIST =
            Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]*\"(?:[ \\t]*,[ \\t]*(?:W/)?\"[\\x21\\x23-\\x7e]*\")*");

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** Whether a write of this version may go on. A weak tag never matches. */
    public static Checked<Boolean> matches(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return new Checked.Valid<>(true);
        }
        String list = ifMatch.strip();
        if (list.length() > 1_000 || !LIST.matcher(list).matches()) {
            return new Checked.Refused<>(
                    new Refusal(400, "invalid-precondition", "If-Match is not a list of entity tags."));
        }
        boolean named = Arrays.stream(list.split("[ \\t]*,[ \\t]*")).anyMatch(of(version)::equals);
        return named ? new Checked.Valid<>(true) : new Checked.Refused<>(Refusal.stale());
    }
}
