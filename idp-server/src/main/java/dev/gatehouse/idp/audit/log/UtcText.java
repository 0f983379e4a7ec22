package dev.gatehouse.idp.audit.log;

import java.time.Instant;

/** Times as RFC 3339 text in UTC, remembering the last one since neighbours share most of it. Not thread-safe. */
final class UtcText {

    private long lastSecond = Long.MIN_VALUE;
    private String lastSecondText = "";
    private Instant lastInstant = Instant.MIN;
    private String lastInstantText = "";

    /** {@code 2026-01-31T10:00:00Z}. */
    String seconds(Instant instant) {
        if (!instant.equals(lastInstant)) {
            lastInstant = instant;
            lastInstantText = Instant.ofEpochSecond(instant.getEpochSecond()).toString();
        }
        return lastInstantText;
    }

    /** {@code 2026-01-31T10:00:00.000001Z}, always with six digits. */
    String micros(long micros) {
        long second = Math.floorDiv(micros, 1_000_000L);
        if (second != lastSecond) {
            lastSecond = second;
            String text = Instant.ofEpochSecond(second).toString();
            lastSecondText = text.substring(0, text.length() - 1);
        }
        String fraction = Long.toString(1_000_000L + Math.floorMod(micros, 1_000_000L));
        return lastSecondText + "." + fraction.substring(1) + "Z";
    }
}
