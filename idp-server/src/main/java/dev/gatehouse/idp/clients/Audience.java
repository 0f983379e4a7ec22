package dev.gatehouse.idp.clients;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;

/**
 * Whom the access tokens of a client are for.
 *
 * <p>What is registered for the client and for the scopes of the token, else the client itself. Our own issuer, which
 * opens our APIs, is among it with the scope {@code gatehouse} and never without.
 */
public final class Audience {

    private Audience() {}

    /** All that a token of these scopes can be for, as a client may ask for it by name (RFC 8707). */
    public static SequencedSet<String> targets(Client client, Collection<String> scopes, String issuer) {
        SequencedSet<String> targets = new LinkedHashSet<>(client.audiences());
        for (ScopeAudience entry : client.scopeAudiences()) {
            if (scopes.contains(entry.scope())) {
                targets.addAll(entry.audiences());
            }
        }
        if (scopes.contains(Client.GATEHOUSE_SCOPE)) {
            targets.add(issuer);
        } else {
            targets.remove(issuer);
        }
        return targets;
    }

    /**
     * The {@code aud} of a token.
     *
     * @param resources what it was asked to be for, all of it among the targets; empty for what is registered
     */
    public static List<String> of(Client client, Collection<String> scopes, List<String> resources, String issuer) {
        if (!resources.isEmpty()) {
            return resources;
        }
        boolean named =
                !client.audiences().isEmpty() || !client.scopeAudiences().isEmpty();
        if (!named && !scopes.contains(Client.GATEHOUSE_SCOPE)) {
            return List.of(client.id());
        }
        SequencedSet<String> targets = targets(client, scopes, issuer);
        boolean others = targets.stream().anyMatch(target -> !target.equals(issuer));
        if (!others) {
            targets.addFirst(client.id());
        }
        return List.copyOf(targets);
    }

    /** Whether a token may name this: any visible ASCII, but what has a colon is a URI (RFC 7519 section 2). */
    public static boolean wellFormed(String audience) {
        return audience.matches("[\\x21-\\x7e]+") && (audience.indexOf(':') < 0 || isResource(audience));
    }

    /** "Its value MUST be an absolute URI [...] MUST NOT include a fragment component" (RFC 8707 section 2). */
    public static boolean isResource(String text) {
        try {
            URI uri = new URI(text);
            return uri.isAbsolute() && uri.getRawFragment() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    /** Whether somebody could take one for the other: in capitals, with the scheme's own port, or a final slash. */
    public static boolean sameAs(String issuer, String audience) {
        return plain(issuer).equals(plain(audience));
    }

    private static String plain(String uri) {
        String lower = uri.toLowerCase(Locale.ROOT).replaceFirst("/+$", "");
        return lower.replaceFirst("^(https://[^/]+):443$", "$1").replaceFirst("^(http://[^/]+):80$", "$1");
    }
}
