package dev.gatehouse.idp.oauth.authorize;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a form of ours may lead to in the end, as {@code form-action} of a content security policy has it.
 *
 * <p>Browsers hold the policy of the page with the form against every redirect that follows, the client's own from its
 * redirect URI on included. So any https address may follow, and the origin or the scheme of the redirect URI itself.
 */
public final class FormTargets {

    private static final String HTTPS = "https:";
    private static final Pattern LOOPBACK =
            Pattern.compile("(http://(?:127\\.0\\.0\\.1|localhost)(?::[0-9]+)?)(?:[/?].*)?");
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+.-]*:).*");

    private static final Pattern AUTHORITY = Pattern.compile("https?://([^/?#]+).*");

    private FormTargets() {}

    public static List<String> of(String redirectUri) {
        if (redirectUri.startsWith("https://")) {
            return List.of(HTTPS);
        }
        Matcher loopback = LOOPBACK.matcher(redirectUri);
        if (loopback.matches()) {
            return List.of(HTTPS, loopback.group(1));
        }
        // An IPv6 address is no host of a policy, and neither is the name in a private-use URI: the scheme is all.
        Matcher scheme = SCHEME.matcher(redirectUri);
        return scheme.matches() ? List.of(HTTPS, scheme.group(1)) : List.of(HTTPS);
    }

    /** Where a redirect URI leads, as a person may be told: its host, or the scheme of an application on their device. */
    static String place(String redirectUri) {
        Matcher authority = AUTHORITY.matcher(redirectUri);
        return authority.matches() ? authority.group(1) : redirectUri.substring(0, redirectUri.indexOf(':'));
    }
}
