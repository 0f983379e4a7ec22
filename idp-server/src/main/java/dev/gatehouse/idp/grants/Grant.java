package dev.gatehouse.idp.grants;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one person granted to one client in one authorization: the family of the tokens issued from it.
 *
 * @param scopes the scopes granted, the widest that any token of the family may carry
 * @param audience the resources that access tokens are for; empty where the client's registration decides
 * @param session the session in which it was granted
 * @param authenticatedAt when the person last proved who they are
 * @param acr how strongly (OpenID Connect Core 1.0 section 2)
 * @param amr by which means (RFC 8176)
 * @param subjectGeneration the person's token generation at the time of the grant
 * @param clientGeneration the client's token generation at the time of the grant
 * @param offline whether {@code offline_access} was granted, so that the family outlives the session
 * @param claims the {@code claims} parameter of the request, as sent
 * @param ended whether it was ended before its time; it is kept until then, so that nothing opens it again
 * @param expiresAt when the last token of the family is dead at the latest
 */
public record Grant(
        String id,
        String workspace,
        String subject,
        String client,
        List<String> scopes,
        List<String> audience,
        String session,
        Instant authenticatedAt,
        @Nullable String acr,
        List<String> amr,
        long subjectGeneration,
        long clientGeneration,
        boolean offline,
        @Nullable String claims,
        boolean ended,
        Instant createdAt,
        Instant expiresAt) {

    public Grant {
        scopes = List.copyOf(scopes);
        audience = List.copyOf(audience);
        amr = List.copyOf(amr);
        if (!createdAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a grant ends after it began");
        }
    }

    public GrantId grantId() {
        return new GrantId(id);
    }

    Grant end() {
        return new Grant(
                id,
                workspace,
                subject,
                client,
                scopes,
                audience,
                session,
                authenticatedAt,
                acr,
                amr,
                subjectGeneration,
                clientGeneration,
                offline,
                claims,
                true,
                createdAt,
                expiresAt);
    }
}
