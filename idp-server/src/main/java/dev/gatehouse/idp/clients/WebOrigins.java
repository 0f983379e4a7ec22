package dev.gatehouse.idp.clients;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origins from which a client's pages may call: those that are registered, and with {@link #OF_REDIRECT_URIS} those
 * of its redirect URIs.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
 *     serialization of an origin</a>
 */
public final class WebOrigins {

    /** Stands for the origins of the redirect URIs. */
    public static final String OF_REDIRECT_URIS = "+";

    public static final int MAX_LENGTH = 300;

    private static final Pattern WEB = Pattern.compile("(https?)://([^/?#]+).*");

    /** Applications in a web view have origins of schemes of their own, with a name and nothing else. */
    private static final Pattern APPLICATION = Pattern.compile("(?!https?:|file:)[a-z][a-z0-9+.-]*://[a-z0-9.-]+");

    private WebOrigins() {}

    /** What a client has that says nothing. */
    public static List<String> usual(ClientAuthMethod method) {
        return method == ClientAuthMethod.NONE ? List.of(OF_REDIRECT_URIS) : List.of();
    }

    /** What is wrong with an origin that is to be registered, as the end of a sentence. */
    public static Optional<String> fault(String origin) {
        if (origin.equals(OF_REDIRECT_URIS)) {
            return Optional.empty();
        }
        if (origin.contains("*")) {
            return Optional.of("has a wildcard");
        }
        boolean wellFormed = origin.length() <= MAX_LENGTH
                && (APPLICATION.matcher(origin).matches()
                        || ofUri(origin).filter(origin::equals).isPresent());
        return wellFormed
                ? Optional.empty()
                : Optional.of("must be + or an origin as browsers write it: scheme, host and port alone, in lower case,"
                        + " without the scheme's own port");
    }

    /** The origins of a client, as browsers send them. A client that may not act has none. */
    public static Set<String> of(Client client) {
        Set<String> origins = new LinkedHashSet<>();
        if (!client.active()) {
            return origins;
        }
        for (String origin : client.webOrigins()) {
            if (origin.equals(OF_REDIRECT_URIS)) {
                client.redirectUris().forEach(uri -> ofUri(uri).ifPresent(origins::add));
            } else {
                origins.add(origin);
            }
        }
        return origins;
    }

    /** The origin of a redirect URI, unless nothing on the web has it. */
    private static Optional<String> ofUri(String uri) {
        Matcher matcher = WEB.matcher(uri);
        if (!matcher.matches()
                || RedirectUriRule.authorityFault(matcher.group(2)).isPresent()) {
            return Optional.empty();
        }
        String usualPort = matcher.group(1).equals("https") ? ":443" : ":80";
        String authority = matcher.group(2);
        String written = authority.endsWith(usualPort)
                ? authority.substring(0, authority.length() - usualPort.length())
                : authority;
        return Optional.of(matcher.group(1) + "://" + written);
    }
}
