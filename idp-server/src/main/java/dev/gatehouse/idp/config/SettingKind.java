package dev.gatehouse.idp.config;

import dev.gatehouse.idp.edge.ClientAddress.ForwardingHeader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the value of a setting is read.
 *
 * @param name what the documentation calls it
 * @param secret whether the value must never be printed
 * @param parser fails with {@link IllegalArgumentException} whose message completes "X must be …"
 */
public record SettingKind<T>(String name, boolean secret, Function<String, T> parser) {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    static final SettingKind<String> TEXT = open("text", text -> text);
    static final SettingKind<SecretText> SECRET = new SettingKind<>("secret", true, SecretText::new);
    static final SettingKind<Path> PATH = open("path", Path::of);
    static final SettingKind<Integer> PORT = open("port", text -> whole(text, 0, 65_535));
    static final SettingKind<Integer> COUNT = open("number", text -> whole(text, 1, 1_000_000));
    static final SettingKind<Boolean> SWITCH = open("true or false", SettingKind::onOrOff);
    static final SettingKind<Duration> DURATIONS = open("duration", SettingKind::duration);
    static final SettingKind<List<String>> LIST = open("list", SettingKind::list);
    static final SettingKind<URI> ORIGIN = open("URL", SettingKind::origin);
    static final SettingKind<Settings.Mode> MODE = open("embedded or production", SettingKind::mode);

    static final SettingKind<ForwardingHeader> FORWARDING_HEADER =
            open("X-Forwarded-For or Forwarded", SettingKind::forwardingHeader);

    private static <T> SettingKind<T> open(String name, Function<String, T> parser) {
        return new SettingKind<>(name, false, parser);
    }

    private static int whole(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw new IllegalArgumentException("a number from " + least + " to " + most);
    }

    private static boolean onOrOff(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches()) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
        try {
            Duration iso = Duration.parse(text);
            if (!iso.isNegative()) {
                return iso;
            }
        } catch (java.time.format.DateTimeParseException e) {
            // answered below, like a negative duration
        }
        throw new IllegalArgumentException("a duration like 30s, 10m, 15h, 400d or PT15H");
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /**
     * Scheme, host and port alone: what an issuer and a CORS origin are. As browsers write it in {@code Origin}, or it
     * would equal none of theirs.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
     *     serialization of an origin</a>
     */
    static URI origin(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            boolean bare = uri.getRawPath() != null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null;
            boolean usualPort = uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
            if (web && bare && uri.getHost() != null && !usualPort && text.equals(text.toLowerCase(Locale.ROOT))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // answered below, like a URL with parts too many
        }
        throw new IllegalArgumentException(
                "an http or https URL of scheme, host and port alone, in lower case, without the scheme's own port and"
                        + " without a final slash");
    }

    private static Settings.Mode mode(String text) {
        return switch (text) {
            case "embedded" -> Settings.Mode.EMBEDDED;
            case "production" -> Settings.Mode.PRODUCTION;
            default -> throw new IllegalArgumentException("embedded or production");
        };
    }

    private static ForwardingHeader forwardingHeader(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "x-forwarded-for" -> ForwardingHeader.X_FORWARDED_FOR;
            case "forwarded" -> ForwardingHeader.FORWARDED;
            default -> throw new IllegalArgumentException("X-Forwarded-For or Forwarded");
        };
    }
}
