package dev.gatehouse.idp.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The strong validator of what was read, and the precondition that names it (RFC 9110 sections 8.8.3, 13.1.1). */
public final class EntityTag {

    private static final Pattern LIST =
            Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e]*\"(?:[ \\t]*,[ \\t]*(?:W/)?\"[\\x21\\x23-\\x7e]*\")*");

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** The tag of a representation that has no version, by its digest. */
    public static String of(ObjectNode representation) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(representation.toString().getBytes(StandardCharsets.UTF_8));
            return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    /** What {@code If-Match} and {@code If-None-Match} demand of what is to be written. */
    @FunctionalInterface
    public interface Precondition {

        /**
         * Whether a write may go on. A weak tag never matches.
         *
         * @param tag of what is there; empty when there is nothing, which only a call without a precondition may write
         */
        boolean allows(Optional<String> tag);
    }

    /** Reads both; null: nothing is demanded. With {@code *} the one is for what is there, the other for what is not. */
    public static Checked<Precondition> precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return named("If-Match", ifMatch)
                .then(match -> named("If-None-Match", ifNoneMatch)
                        .then(noneMatch -> new Checked.Valid<>(tag -> (ifMatch == null || match.allows(tag))
                                && (ifNoneMatch == null || !noneMatch.allows(tag)))));
    }

    /** Whether a tag is one of those that a header names; of no header, whatever is said. */
    private static Checked<Precondition> named(String header, @Nullable String tags) {
        String list = tags == null ? "*" : tags.strip();
        if (list.equals("*")) {
            return new Checked.Valid<>(Optional::isPresent);
        }
        if (list.length() > 1_000 || !LIST.matcher(list).matches()) {
            return new Checked.Refused<>(
                    new Refusal(400, "invalid-precondition", header + " is not a list of entity tags."));
        }
        Set<String> named = Set.copyOf(Arrays.asList(list.split("[ \\t]*,[ \\t]*")));
        return new Checked.Valid<>(tag -> tag.filter(named::contains).isPresent());
    }

    /** Whether a write of this version may go on. */
    public static Checked<Boolean> matches(@Nullable String ifMatch, long version) {
        return precondition(ifMatch, null)
                .then(demanded -> demanded.allows(Optional.of(of(version)))
                        ? new Checked.Valid<>(true)
                        : new Checked.Refused<>(Refusal.stale()));
    }
}
