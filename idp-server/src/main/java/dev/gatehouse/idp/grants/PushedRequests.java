package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Stored;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Authorization requests that clients have pushed (RFC 9126), each good for one use by the client that pushed it. */
public final class PushedRequests {

    /** RFC 9126 section 2.2: "between 5 and 600 seconds" is typical. */
    public static final Duration LIFETIME = Duration.ofSeconds(90);

    public static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    static final DocumentType<PushedRequest> TYPE = DocumentType.named("pushed_requests", PushedRequest.class)
            .expiringAt("expiresAt")
            .build();

    private final Documents<PushedRequest> requests;
    private final KeyedHash hash;
    private final OpaqueTokens tokens;
    private final Clock clock;

    /**
     * A pushed request.
     *
     * @param parameters the request's parameters, form-encoded
     */
    public record PushedRequest(String client, String parameters, Instant expiresAt) {}

    public PushedRequests(DocumentStore store, KeyedHash hash, SecureRandom random, Clock clock) {
        this.requests = store.open(TYPE);
        this.hash = hash;
        this.tokens = new OpaqueTokens(random);
        this.clock = clock;
    }

    /** Keeps the request and gives its {@code request_uri}. */
    public String push(String client, String parameters, ChangeId change) {
        String uri = tokens.make(PREFIX);
        var request = new PushedRequest(client, parameters, clock.instant().plus(LIFETIME));
        if (!requests.insert(idOf(uri), request, change).written()) {
            throw new IllegalStateException("request URIs are random, yet one was taken");
        }
        return uri;
    }

    /**
     * The request, for the one caller who is first. The request of another client stays where it is: "The authorization
     * server MUST ensure that [...] the client_id is the client that pushed it" (RFC 9126 section 2.2).
     */
    public Optional<PushedRequest> redeem(String uri, String client) {
        if (!OpaqueTokens.wellFormed(PREFIX, uri)) {
            return Optional.empty();
        }
        boolean own = requests.get(idOf(uri))
                .filter(stored -> stored.value().client().equals(client))
                .isPresent();
        return own ? requests.take(idOf(uri)).map(Stored::value) : Optional.empty();
    }

    private String idOf(String uri) {
        return hash.of(KeyPurpose.TOKEN_HASHING, uri);
    }
}
