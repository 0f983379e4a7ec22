package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.sessions.Session;
import dev.gatehouse.idp.storage.DocumentType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in that is going on in one browser, for a request that waits for it.
 *
 * @param browser the keyed hash of the browser's cookie; null until the browser has shown itself
 * @param request the request that waits; null when a person came by themselves
 * @param proof who has shown their password and still has to choose another one
 */
public record SignInInteraction(
        InteractionId id,
        @Nullable String browser,
        @Nullable PendingRequest request,
        @Nullable Proof proof,
        Instant createdAt,
        Instant expiresAt) {

    static final DocumentType<SignInInteraction> TYPE = DocumentType.named("interactions", SignInInteraction.class)
            .expiringAt("expiresAt")
            .build();

    /** Whether this session is what the request asked for. */
    public boolean satisfiedBy(Session session, Instant now) {
        return request == null || request.demands().satisfiedBy(session, createdAt, now);
    }

    /** Where the browser goes when its person has signed in. */
    public String resumeLocation() {
        return request == null ? AccountPaths.HOME : request.resumePath() + "?interaction=" + id.value();
    }

    /** The demands of the request, if one waits. */
    public Demands demands() {
        return request == null ? Demands.none() : request.demands();
    }

    SignInInteraction boundTo(String browserHash) {
        return new SignInInteraction(id, browserHash, request, proof, createdAt, expiresAt);
    }

    SignInInteraction provenBy(Proof shown) {
        return new SignInInteraction(id, browser, request, shown, createdAt, expiresAt);
    }

    SignInInteraction unproven() {
        return new SignInInteraction(id, browser, request, null, createdAt, expiresAt);
    }
}
