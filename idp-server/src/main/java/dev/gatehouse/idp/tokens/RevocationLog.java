package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Instant;
import java.util.List;

/**
 * The revocations as stored: an append-only log with dense numbers. The insert of number n+1 is the commit; a writer that
 * loses the race for a number reads what it missed and takes the next.
 *
 * <p>Entries are swept here and not by the store: were the newest ever missing, numbers would begin again.
 */
final class RevocationLog {

    private static final DocumentType<Revocation> TYPE = DocumentType.named("revocations", Revocation.class)
            .index("expiry", "expiresAt")
            .index("subject", "kind", "subject")
            .build();

    private static final int PAGE = 1_000;

    private final Documents<Revocation> documents;

    RevocationLog(DocumentStore store) {
        documents = store.open(TYPE);
    }

    /** Whether the entry now has its number; false when another writer took it. */
    boolean append(Revocation entry, ChangeId change) {
        WriteResult result = documents.insert(id(entry.number()), entry, change);
        return result.written();
    }

    /**
     * The entries after a number, in order; at most one page.
     *
     * <p>A gap is what was swept, or an entry that a range read passed by before it was there. Entry n stands before
     * n+1 is written, so reading again tells the two apart.
     */
    List<Revocation> after(long number) {
        List<Revocation> entries = read(number);
        return dense(number, entries) ? entries : read(number);
    }

    private List<Revocation> read(long number) {
        return documents.find(Query.by("id").between(id(number + 1), null).limit(PAGE)).items().stream()
                .map(Stored::value)
                .toList();
    }

    private static boolean dense(long number, List<Revocation> entries) {
        return entries.isEmpty() || entries.getLast().number() == number + entries.size();
    }

    /** Whether an entry for that subject was announced by that event. */
    boolean holds(Revocation.Kind kind, String subject, ChangeId change) {
        return documents.find(Query.by("subject").where("kind", kind).where("subject", subject)).items().stream()
                .anyMatch(entry -> entry.change().equals(change));
    }

    /** Deletes entries that have expired, but never the newest of the log. */
    int sweep(Instant now, long newest) {
        int swept = 0;
        for (Stored<Revocation> entry : documents
                .find(Query.by("expiry").between(null, now).limit(PAGE))
                .items()) {
            if (entry.value().number() < newest && documents.delete(entry.id())) {
                swept++;
            }
        }
        return swept;
    }

    /** Zero-padded, so that the order of ids is the order of numbers. */
    private static String id(long number) {
        return "%019d".formatted(number);
    }
}
