package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.audit.log.ChainId;
import dev.gatehouse.idp.audit.log.ChainedRecord;
import dev.gatehouse.idp.audit.log.DraftRecord;
import dev.gatehouse.idp.audit.log.TrailStore;
import dev.gatehouse.idp.audit.log.TrailStoreFailed;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The chains in the trail's own document store. */
final class StoredTrail implements TrailStore {

    private final Documents<AuditRecord> records;

    StoredTrail(DocumentStore auditDocuments) {
        this.records = auditDocuments.open(AuditRecord.TYPE);
    }

    Documents<AuditRecord> records() {
        return records;
    }

    @Override
    public void append(List<ChainedRecord> group) {
        List<Documents.Draft<AuditRecord>> drafts =
                group.stream().map(StoredTrail::draft).toList();
        WriteResult result;
        try {
            result = records.insertAll(drafts, ChangeId.unannounced());
        } catch (StorageUnavailable e) {
            throw new TrailStoreFailed("the audit store did not acknowledge a write", e, e.mayHaveHappened());
        }
        if (!result.written()) {
            throw new TrailStoreFailed("the audit store refused a write: " + result, null, true);
        }
    }

    @Override
    public List<byte[]> read(ChainId chain, long fromSeq, int limit) {
        return rows(chain, fromSeq, limit).stream()
                .map(row -> row.value().record())
                .toList();
    }

    List<Stored<AuditRecord>> rows(ChainId chain, long fromSeq, int limit) {
        try {
            return records.find(Query.by(AuditRecord.CHAIN_SEQ)
                            .where("chain", chain.text())
                            .between(fromSeq, fromSeq + limit)
                            .limit(limit))
                    .items();
        } catch (StorageUnavailable e) {
            throw new TrailStoreFailed("the audit store cannot be read", e, false);
        }
    }

    /** The last record of the youngest chain of that node and class. */
    Optional<Stored<AuditRecord>> youngest(String node, RetentionClass retention) {
        String prefix = node + "/" + retention.word();
        return records
                .find(Query.by(AuditRecord.CHAIN_SEQ)
                        .between(prefix + "/", prefix + "0") // '0' is the character after '/'
                        .newestFirst()
                        .limit(1))
                .items()
                .stream()
                .findFirst();
    }

    private static Documents.Draft<AuditRecord> draft(ChainedRecord record) {
        DraftRecord.Columns columns = record.draft().columns();
        return new Documents.Draft<>(
                columns.id(),
                new AuditRecord(
                        record.chain().text(),
                        record.seq(),
                        time(record.time()),
                        record.expireAt(),
                        columns.retention(),
                        columns.action(),
                        columns.outcome(),
                        columns.actor(),
                        columns.target(),
                        columns.workspace(),
                        columns.requestId(),
                        columns.source(),
                        record.canonical(),
                        record.head()));
    }

    private static Instant time(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }
}
