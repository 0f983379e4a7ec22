package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.WriterLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How a trail is kept.
 *
 * @param node the name of this node in its chains
 * @param folder where the trail's store lives; the fingerprint of its key is written there
 * @param security how long records of the class {@code security} stay, at least 7 days
 * @param traffic how long records of the class {@code traffic} stay, at least 7 days
 * @param limits how much the writer takes
 */
public record TrailSettings(String node, Path folder, Duration security, Duration traffic, WriterLimits limits) {

    private static final Duration SHORTEST = Duration.ofDays(7);

    public TrailSettings {
        if (security.compareTo(SHORTEST) < 0 || traffic.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("audit records stay for at least 7 days");
        }
    }

    Map<String, Duration> retention() {
        return Map.of(RetentionClass.SECURITY.word(), security, RetentionClass.TRAFFIC.word(), traffic);
    }

    Duration retention(RetentionClass retention) {
        return switch (retention) {
            case SECURITY -> security;
            case TRAFFIC -> traffic;
        };
    }

    Duration longestRetention() {
        return security.compareTo(traffic) > 0 ? security : traffic;
    }
}
