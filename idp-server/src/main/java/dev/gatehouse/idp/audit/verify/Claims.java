package dev.gatehouse.idp.audit.verify;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about its place, read from its canonical bytes.
 *
 * @param time microseconds since 1970
 * @param expireAt microseconds since 1970
 * @param prev base64url of the hash of the record before
 * @param prevExpireAt of the record before, where that differs from its own
 * @param previous the chain that this one continues, on its first record
 */
record Claims(
        Map<String, @Nullable Object> event,
        String chain,
        String retention,
        long seq,
        long time,
        long expireAt,
        String prev,
        boolean head,
        boolean closes,
        OptionalLong prevExpireAt,
        Optional<Previous> previous) {

    /** The end of another chain. */
    record Previous(String chain, long seq, long expireAt) {}

    /** Thrown when a record is canonical JSON but not a record. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Malformed(String what) {
            super(what, null, false, false);
        }
    }

    static Claims of(byte[] canonical) throws NotCanonical {
        Map<String, @Nullable Object> root = CanonicalReader.object(canonical);
        if (!Objects.equals(root.get("v"), 1L) || root.size() != 3) {
            throw new Malformed("it is not a record of version 1");
        }
        Map<String, @Nullable Object> link = object(root, "link");
        return new Claims(
                object(root, "event"),
                text(link, "chain"),
                text(link, "class"),
                number(link, "seq"),
                Rfc3339.micros(text(link, "time")).orElseThrow(() -> new Malformed("time is not a time")),
                seconds(link, "expireAt"),
                text(link, "prev"),
                flag(link, "head"),
                flag(link, "closes"),
                link.containsKey("prevExpireAt")
                        ? OptionalLong.of(seconds(link, "prevExpireAt"))
                        : OptionalLong.empty(),
                link.containsKey("previous") ? Optional.of(previous(object(link, "previous"))) : Optional.empty());
    }

    private static Previous previous(Map<String, @Nullable Object> previous) {
        return new Previous(text(previous, "chain"), number(previous, "seq"), seconds(previous, "expireAt"));
    }

    /** A column beside the record that does not repeat it. */
    Optional<String> differingColumn(TrailRow row) {
        if (!chain.equals(row.chain())) {
            return Optional.of("chain");
        }
        if (seq != row.seq()) {
            return Optional.of("seq");
        }
        if (time != row.time()) {
            return Optional.of("time");
        }
        if (expireAt != row.expireAt()) {
            return Optional.of("expireAt");
        }
        if (!retention.equals(row.retention())) {
            return Optional.of("retention");
        }
        return differingEventColumn(row);
    }

    private Optional<String> differingEventColumn(TrailRow row) {
        if (!row.id().equals(event.get("id"))) {
            return Optional.of("id");
        }
        if (!row.action().equals(event.get("action"))) {
            return Optional.of("action");
        }
        if (!row.outcome().equals(event.get("outcome"))) {
            return Optional.of("outcome");
        }
        if (!row.actor().equals(object(event, "actor").get("id"))) {
            return Optional.of("actor");
        }
        // Records of uses of tokens have no such column: docs/audit.md.
        boolean hasTarget = !(retention.equals("traffic") && row.action().startsWith("token."));
        if (!Objects.equals(row.target(), hasTarget ? object(event, "target").get("id") : null)) {
            return Optional.of("target");
        }
        if (!row.workspace().equals(event.get("workspace"))) {
            return Optional.of("workspace");
        }
        if (!row.requestId().equals(Objects.requireNonNullElse(event.get("requestId"), ""))) {
            return Optional.of("requestId");
        }
        return Objects.equals(row.source(), event.get("sourceLookup")) ? Optional.empty() : Optional.of("source");
    }

    @SuppressWarnings("unchecked") // the reader makes no other maps
    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> in, String name) {
        if (in.get(name) instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new Malformed(name + " is not an object");
    }

    private static String text(Map<String, @Nullable Object> in, String name) {
        if (in.get(name) instanceof String text) {
            return text;
        }
        throw new Malformed(name + " is not a string");
    }

    private static long number(Map<String, @Nullable Object> in, String name) {
        if (in.get(name) instanceof Long number) {
            return number;
        }
        throw new Malformed(name + " is not a number");
    }

    private static long seconds(Map<String, @Nullable Object> in, String name) {
        return Rfc3339.seconds(text(in, name)).orElseThrow(() -> new Malformed(name + " is not a time"));
    }

    private static boolean flag(Map<String, @Nullable Object> in, String name) {
        if (!in.containsKey(name)) {
            return false;
        }
        if (Boolean.TRUE.equals(in.get(name))) {
            return true;
        }
        throw new Malformed(name + " is not true");
    }
}
