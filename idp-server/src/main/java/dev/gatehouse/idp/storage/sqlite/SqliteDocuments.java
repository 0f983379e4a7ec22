package dev.gatehouse.idp.storage.sqlite;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import dev.gatehouse.idp.storage.WriteResult;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A collection in one SQLite table. Records are taken apart and put together on the caller's thread. */
final class SqliteDocuments<T extends Record> implements Documents<T> {

    /** A read of more documents than this is handed to a thread of the readers. */
    private static final int SHORT_PAGE = 200;

    private final Table<T> table;
    private final RecordLayout<T> layout;
    private final DeferredIndexes deferred;
    private final Inserts inserts;
    private final PageReader pages;
    private final GroupCommit writer;
    private final Readers readers;
    private final Clock clock;

    SqliteDocuments(Table<T> table, GroupCommit writer, Readers readers, Clock clock) {
        this.table = table;
        this.layout = table.layout();
        this.deferred = new DeferredIndexes(table);
        this.inserts = new Inserts(table, deferred);
        this.pages = new PageReader(table);
        this.writer = writer;
        this.readers = readers;
        this.clock = clock;
    }

    @Override
    public DocumentType<T> type() {
        return table.type();
    }

    @Override
    public Optional<Stored<T>> get(String id) {
        RecordLayout.requireId(id);
        long now = now();
        Optional<Row> row = readers.read(session -> Optional.ofNullable(select(session, id, now)));
        return row.map(found -> found.decode(layout));
    }

    @Override
    public WriteResult insert(String id, T value, ChangeId change) {
        Row row = row(id, value, change);
        long now = now();
        return write(session -> inserts.insert(session, row, now));
    }

    @Override
    public WriteResult insertAll(List<Draft<T>> drafts, ChangeId change) {
        Set<String> ids = new HashSet<>();
        List<Row> rows = new ArrayList<>(drafts.size());
        for (Draft<T> draft : drafts) {
            if (!ids.add(draft.id())) {
                throw new IllegalArgumentException("two drafts have the id " + draft.id());
            }
            rows.add(row(draft.id(), draft.value(), change));
        }
        long now = now();
        return write(session -> inserts.insertAll(session, rows, now));
    }

    @Override
    public WriteResult replaceIf(String id, long version, T value, ChangeId change) {
        requireChangeable();
        Row row = row(id, value, change);
        long now = now();
        return write(session -> replace(session, row, version, now));
    }

    private WriteResult replace(SqliteSession session, Row row, long version, long now) throws SQLException {
        if (tryUpdate(session, row, version, now)) {
            return new WriteResult.Written(version + 1);
        }
        Optional<WriteResult> otherVersion = otherVersion(session, row.id(), version, now);
        if (otherVersion.isPresent()) {
            return otherVersion.get();
        }
        if (inserts.removeExpired(session, row, now) && tryUpdate(session, row, version, now)) {
            return new WriteResult.Written(version + 1);
        }
        return new WriteResult.Conflict(inserts.uniqueConflict(session, row)
                .orElseThrow(() -> new IllegalStateException("no index explains the conflict of " + row.id())));
    }

    private boolean tryUpdate(SqliteSession session, Row row, long version, long now) throws SQLException {
        PreparedStatement statement = session.prepare(table.update);
        statement.setString(1, row.change());
        int next = Row.bind(statement, 2, row.values());
        statement.setString(next++, row.id());
        statement.setLong(next++, version);
        bindNow(statement, next, now);
        return statement.executeUpdate() == 1;
    }

    @Override
    public boolean delete(String id) {
        requireChangeable();
        RecordLayout.requireId(id);
        long now = now();
        return write(session -> {
            PreparedStatement statement = session.prepare(table.deleteById);
            statement.setString(1, id);
            bindNow(statement, 2, now);
            return statement.executeUpdate() == 1;
        });
    }

    @Override
    public WriteResult deleteIf(String id, long version) {
        requireChangeable();
        RecordLayout.requireId(id);
        long now = now();
        return write(session -> deleteVersion(session, id, version, now));
    }

    private WriteResult deleteVersion(SqliteSession session, String id, long version, long now) throws SQLException {
        PreparedStatement statement = session.prepare(table.deleteVersion);
        statement.setString(1, id);
        statement.setLong(2, version);
        bindNow(statement, 3, now);
        if (statement.executeUpdate() == 1) {
            return new WriteResult.Written(version);
        }
        return otherVersion(session, id, version, now)
                .orElseThrow(() -> new IllegalStateException("not deleted: " + id));
    }

    /** Why a write that is bound to a version found no row; empty when the row has that version. */
    private Optional<WriteResult> otherVersion(SqliteSession session, String id, long version, long now)
            throws SQLException {
        PreparedStatement statement = session.prepare(table.versionOf);
        statement.setString(1, id);
        bindNow(statement, 2, now);
        try (ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                return Optional.of(new WriteResult.Missing());
            }
            return result.getLong(1) == version ? Optional.empty() : Optional.of(new WriteResult.Stale());
        }
    }

    @Override
    public Optional<Stored<T>> take(String id) {
        requireChangeable();
        RecordLayout.requireId(id);
        long now = now();
        Optional<Row> taken = write(session -> {
            Row row = select(session, id, now);
            if (row != null) {
                PreparedStatement statement = session.prepare(table.deleteById);
                statement.setString(1, id);
                bindNow(statement, 2, now);
                statement.executeUpdate();
            }
            return Optional.ofNullable(row);
        });
        return taken.map(row -> row.decode(layout));
    }

    @Override
    public Page<T> find(Query query) {
        QueryPlan plan = QueryPlan.of(layout, query);
        if (table.isDeferred(plan.index())) {
            fillDeferred();
        }
        long now = now();
        int limit = query.limit();
        Readers.Read<List<Row>> read = session -> pages.read(session, plan, limit + 1, now);
        List<Row> rows = limit <= SHORT_PAGE ? readers.read(read) : readers.readLong(read);
        List<Stored<T>> items =
                rows.stream().limit(limit).map(row -> row.decode(layout)).toList();
        if (rows.size() <= limit) {
            return new Page<>(items, Optional.empty());
        }
        Stored<T> last = items.getLast();
        return new Page<>(items, Optional.of(plan.cursorAfter(layout, last.id(), last.value())));
    }

    /** Brings the deferred indexes up to what was written before this query. */
    private void fillDeferred() {
        boolean more = readers.read(deferred::isBehind);
        while (more) {
            more = write(session -> deferred.fill(session, DeferredIndexes.LARGEST_PORTION));
        }
    }

    @Override
    public int deleteExpired(Instant now, int limit) {
        if (!table.expires() || limit < 1) {
            return 0;
        }
        long present = RecordLayout.micros(now);
        return write(session -> Sweep.at(session, present, () -> {
            PreparedStatement statement = session.prepare(table.deleteExpired());
            statement.setLong(1, present);
            statement.setInt(2, limit);
            int deleted = statement.executeUpdate();
            if (deleted > 0) {
                deferred.rowsLeft(session);
            }
            return deleted;
        }));
    }

    private @Nullable Row select(SqliteSession session, String id, long now) throws SQLException {
        PreparedStatement statement = session.prepare(table.selectById);
        statement.setString(1, id);
        bindNow(statement, 2, now);
        try (ResultSet result = statement.executeQuery()) {
            return result.next() ? Row.read(result, layout.fields()) : null;
        }
    }

    private Row row(String id, T value, ChangeId change) {
        return new Row(RecordLayout.requireId(id), 1, change.value(), layout.encode(value));
    }

    private void bindNow(PreparedStatement statement, int parameter, long now) throws SQLException {
        if (table.expires()) {
            statement.setLong(parameter, now);
        }
    }

    private void requireChangeable() {
        if (type().appendOnly()) {
            throw new UnsupportedOperationException(type().name() + " is append-only");
        }
    }

    private <R> R write(Write<R> write) {
        return Objects.requireNonNull(writer.write(write));
    }

    private long now() {
        return RecordLayout.micros(clock.instant());
    }
}
