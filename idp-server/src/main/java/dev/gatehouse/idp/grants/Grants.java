package dev.gatehouse.idp.grants;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The grants.
 *
 * <p>INVARIANT: a grant is opened once. Its id is chosen when the code that carries it is issued, and an ended grant
 * keeps its place until it expires, so of any number of concurrent redemptions one opens it and every other one finds it.
 */
public final class Grants {

    static final DocumentType<Grant> TYPE = DocumentType.named("grants", Grant.class)
            .index("by_subject", "subject", "client")
            .index("by_session", "session")
            .expiringAt("expiresAt")
            .build();

    private final Documents<Grant> grants;

    public Grants(DocumentStore store) {
        this.grants = store.open(TYPE);
    }

    /** Opens the grant; true for the one caller who was first. */
    public boolean open(Grant grant, ChangeId change) {
        return grants.insert(grant.id(), grant, change).written();
    }

    /** The grant, unless it never was opened, was ended, or has expired. */
    public Optional<Grant> inForce(GrantId id) {
        return grants.get(id.value()).map(Stored::value).filter(grant -> !grant.ended());
    }

    /** Whether the grant was opened, in force or not. */
    public boolean opened(GrantId id) {
        return grants.get(id.value()).isPresent();
    }

    public List<Grant> ofSubject(String subject) {
        return inForce(Query.by("by_subject").where("subject", subject));
    }

    public List<Grant> ofSubjectAndClient(String subject, String client) {
        return inForce(Query.by("by_subject").where("subject", subject).where("client", client));
    }

    public List<Grant> ofSession(String session) {
        return inForce(Query.by("by_session").where("session", session));
    }

    /** Ends the grant, so that nothing is refreshed from it; false when it was not in force. */
    boolean end(GrantId id, ChangeId change) {
        while (true) {
            Optional<Stored<Grant>> stored =
                    grants.get(id.value()).filter(grant -> !grant.value().ended());
            if (stored.isEmpty()) {
                return false;
            }
            if (grants.replaceIf(
                            id.value(),
                            stored.get().version(),
                            stored.get().value().end(),
                            change)
                    .written()) {
                return true;
            }
        }
    }

    private List<Grant> inForce(Query query) {
        List<Grant> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Grant> page = grants.find(cursor.map(query::after).orElse(query));
            page.items().stream()
                    .map(Stored::value)
                    .filter(grant -> !grant.ended())
                    .forEach(found::add);
            cursor = page.next();
        } while (cursor.isPresent());
        return found;
    }
}
