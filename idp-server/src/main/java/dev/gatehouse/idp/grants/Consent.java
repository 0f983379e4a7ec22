package dev.gatehouse.idp.grants;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a person allows a client.
 *
 * @param scopes allowed with tokens for whatever the client is registered for
 * @param resources allowed with tokens that are for a resource which the person was shown (RFC 8707), and no others
 * @param changedAt when the person last agreed
 */
public record Consent(
        String workspace,
        String subject,
        String client,
        List<String> scopes,
        List<ForResource> resources,
        Instant givenAt,
        Instant changedAt) {

    public Consent {
        scopes = List.copyOf(scopes);
        resources = List.copyOf(resources);
    }

    /** The scopes that are allowed with tokens for one resource. */
    public record ForResource(String resource, List<String> scopes) {
        public ForResource {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Whether the person has allowed this already.
     *
     * @param asked the scopes
     * @param targets the resources that the tokens will be for; empty where the client's registration decides
     */
    public boolean covers(Collection<String> asked, Collection<String> targets) {
        return scopes.containsAll(asked)
                || (!targets.isEmpty()
                        && targets.stream()
                                .allMatch(target -> allowedFor(target).containsAll(asked)));
    }

    private Set<String> allowedFor(String target) {
        Set<String> allowed = new TreeSet<>(scopes);
        for (ForResource one : resources) {
            if (one.resource().equals(target)) {
                allowed.addAll(one.scopes());
            }
        }
        return allowed;
    }

    /** The same, and what the person agrees to now. */
    Consent and(Collection<String> agreed, Collection<String> targets, Instant now) {
        Set<String> everywhere = new TreeSet<>(scopes);
        Map<String, Set<String>> each = new TreeMap<>();
        resources.forEach(one -> each.put(one.resource(), new TreeSet<>(one.scopes())));
        if (targets.isEmpty()) {
            everywhere.addAll(agreed);
        }
        targets.forEach(
                target -> each.computeIfAbsent(target, any -> new TreeSet<>()).addAll(agreed));
        List<ForResource> narrowed = each.entrySet().stream()
                .map(one -> new ForResource(one.getKey(), List.copyOf(one.getValue())))
                .toList();
        return new Consent(workspace, subject, client, List.copyOf(everywhere), narrowed, givenAt, now);
    }
}
