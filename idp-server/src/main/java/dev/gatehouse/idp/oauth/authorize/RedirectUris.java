package dev.gatehouse.idp.oauth.authorize;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a redirect URI is one that the client has registered.
 *
 * <p>"authorization servers MUST utilize exact string matching except for port numbers in localhost redirection URIs of
 * native apps" (RFC 9700 section 2.1). Nothing is parsed, decoded or normalised: whatever two parsers could read in two
 * ways never matches, because it is not the registered string.
 */
final class RedirectUris {

    /** RFC 8252 section 7.3, IP literals alone: {@code localhost} may resolve to something else (section 8.3). */
    private static final Pattern LOOPBACK =
            Pattern.compile("(http://(?:127\\.0\\.0\\.1|\\[::1]))(?::([1-9][0-9]{0,4}))?((?:[/?].*)?)");

    private static final int LAST_PORT = 65_535;

    private RedirectUris() {}

    static boolean registered(Collection<String> registered, String requested) {
        return registered.contains(requested) || registered.stream().anyMatch(uri -> sameButForThePort(uri, requested));
    }

    private static boolean sameButForThePort(String registered, String requested) {
        Matcher ours = LOOPBACK.matcher(registered);
        Matcher theirs = LOOPBACK.matcher(requested);
        return ours.matches()
                && theirs.matches()
                && ours.group(1).equals(theirs.group(1))
                && ours.group(3).equals(theirs.group(3))
                && (theirs.group(2) == null || Integer.parseInt(theirs.group(2)) <= LAST_PORT);
    }
}
