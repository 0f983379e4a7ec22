package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.clients.Audience;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ScopeAudience;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads whom a client's tokens are for: all of them, and those that carry a scope.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-2">RFC 7519 section 2</a>, StringOrURI
 */
record AudienceForm(List<String> audiences, List<ScopeAudience> ofScopes) {

    private static final int MAX_AUDIENCES = 20;
    private static final int MAX_LENGTH = 500;

    static AudienceForm read(Members members, List<String> scopes, String issuer) {
        List<String> audiences =
                texts(members, "audience", issuer, scopes.contains(Client.GATEHOUSE_SCOPE), "the scope gatehouse");
        List<ScopeAudience> ofScopes = members.object("scope_audience", inner -> {
                    var entries = new ArrayList<ScopeAudience>();
                    inner.names().forEach(scope -> {
                        if (!scopes.contains(scope)) {
                            inner.violation(scope, "not-in-scope", "must be among the scopes of scope");
                        }
                        boolean ours = scope.equals(Client.GATEHOUSE_SCOPE);
                        List<String> listed = texts(inner, scope, issuer, ours, "the scope gatehouse alone");
                        entries.add(new ScopeAudience(scope, listed));
                    });
                    return List.copyOf(entries);
                })
                .orElse(List.of());
        return new AudienceForm(audiences, ofScopes);
    }

    private static List<String> texts(Members members, String name, String issuer, boolean mayNameUs, String needed) {
        List<String> listed = members.texts(name, MAX_AUDIENCES, MAX_LENGTH).orElse(List.of());
        for (int i = 0; i < listed.size(); i++) {
            if (!Audience.wellFormed(listed.get(i))) {
                members.violationAt(
                        name,
                        i,
                        "invalid-audience",
                        "must be a name of visible ASCII characters, or with a colon an absolute URI without a fragment");
            } else if (Audience.sameAs(issuer, listed.get(i)) && !mayNameUs) {
                members.violationAt(name, i, "needs-scope", "names this server, which needs " + needed);
            }
        }
        return listed;
    }
}
