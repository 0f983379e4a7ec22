package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.clients.Audience;
import dev.gatehouse.idp.clients.Client;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a request wants its access token to be for, held against what the client's tokens may be for and, where a person
 * granted it, what was granted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8707#section-2">RFC 8707 section 2</a>
 */
public final class ResourceIndicators {

    private final String issuer;

    /** @param issuer our issuer, which stands for our own APIs */
    public ResourceIndicators(String issuer) {
        this.issuer = issuer;
    }

    /** What a request comes to. */
    public sealed interface Requested {

        /** Each may be asked for; empty where the registration decides. */
        record Allowed(List<String> resources) implements Requested {}

        /** {@code invalid_target}. */
        record Refused(ProtocolError error) implements Requested {}
    }

    /** What a client asks for when nothing was granted before. */
    public Requested ofClient(Client client, Collection<String> scopes, List<String> asked) {
        return among(Audience.targets(client, scopes, issuer), asked);
    }

    /**
     * What a client asks of a grant: of "the resource servers that the original [...] was for, or a subset thereof"
     * (section 2.2). Fewer scopes than were granted may reach fewer of them.
     *
     * @param granted what the grant is for; empty where the registration decides
     */
    public Requested ofGrant(Client client, Collection<String> scopes, List<String> granted, List<String> asked) {
        Set<String> targets = Audience.targets(client, scopes, issuer);
        if (granted.isEmpty()) {
            return among(targets, asked);
        }
        List<String> left = granted.stream().filter(targets::contains).toList();
        if (asked.isEmpty()) {
            return left.isEmpty()
                    ? refused("nothing is left that the token could be for")
                    : new Requested.Allowed(left);
        }
        return among(Set.copyOf(left), asked);
    }

    private static Requested among(Set<String> targets, List<String> asked) {
        if (!asked.stream().allMatch(Audience::isResource)) {
            return refused("resource must be an absolute URI without a fragment");
        }
        return targets.containsAll(asked)
                ? new Requested.Allowed(asked.stream().distinct().toList())
                : refused("the client may not ask for this resource");
    }

    private static Requested refused(String description) {
        return new Requested.Refused(ProtocolError.invalidTarget(description));
    }
}
