package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What people have allowed clients to do, remembered until they take it back. */
public final class Consents {

    private static final int PER_PERSON = 1_000;

    static final DocumentType<Consent> TYPE = DocumentType.named("consents", Consent.class)
            .index("by_subject", "subject", "givenAt")
            .build();

    private final Documents<Consent> consents;
    private final Clock clock;

    public Consents(DocumentStore store, Clock clock) {
        this.consents = store.open(TYPE);
        this.clock = clock;
    }

    /** Whether the person has allowed this, as {@link Consent#covers} says. */
    public boolean covers(String subject, String client, Collection<String> scopes, Collection<String> resources) {
        return find(subject, client)
                .map(consent -> consent.covers(scopes, resources))
                .orElse(false);
    }

    public Optional<Consent> find(String subject, String client) {
        return consents.get(idOf(subject, client)).map(Stored::value);
    }

    /** The newest consents of a person first. */
    public List<Consent> ofSubject(String subject) {
        Query query =
                Query.by("by_subject").where("subject", subject).newestFirst().limit(PER_PERSON);
        return consents.find(query).items().stream().map(Stored::value).toList();
    }

    /**
     * Adds to what the person has allowed the client already.
     *
     * @param resources the resources that they were shown; empty where the client's registration decides
     */
    public void give(
            String workspace,
            String subject,
            String client,
            Collection<String> scopes,
            Collection<String> resources,
            ChangeId change) {
        String id = idOf(subject, client);
        boolean written;
        do {
            Optional<Stored<Consent>> before = consents.get(id);
            Instant now = clock.instant();
            Consent consent = before.map(Stored::value)
                    .orElseGet(() -> new Consent(workspace, subject, client, List.of(), List.of(), now, now))
                    .and(scopes, resources, now);
            WriteResult result = before.map(stored -> consents.replaceIf(id, stored.version(), consent, change))
                    .orElseGet(() -> consents.insert(id, consent, change));
            written = result.written();
        } while (!written);
    }

    /** Forgets the consent; what was granted under it is {@link GrantRevocation}'s to end. */
    boolean delete(String subject, String client) {
        return consents.delete(idOf(subject, client));
    }

    private static String idOf(String subject, String client) {
        return subject + " " + client;
    }
}
