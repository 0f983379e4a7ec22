package dev.gatehouse.idp.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.layout.Bound;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite answers every query with a search of its index, and never sorts. */
class QueryPlanTest {

    record Thing(
            @Nullable String owner,
            @Nullable Instant at,
            boolean open,
            @Nullable Instant expiresAt) {}

    private static final DocumentType<Thing> THINGS = DocumentType.named("things", Thing.class)
            .index("owner_at", "owner", "at")
            .index("open_owner_at", "open", "owner", "at")
            .unique("unique_owner_at", "owner", "at")
            .expiringAt("expiresAt")
            .build();

    @TempDir
    private Path folder;

    @Test
    void searchesTheIndexWhateverTheQuery() throws Exception {
        try (var store = SqliteDocumentStore.open(folder.resolve("test.db"), Clock.systemUTC())) {
            Documents<Thing> things = store.open(THINGS);
            for (int i = 0; i < 10; i++) {
                Instant at = i < 3 ? null : Instant.EPOCH.plusSeconds(i / 2);
                things.insert(
                        "id" + i, new Thing("o" + i % 2 + (i < 3 ? "" : i), at, true, null), ChangeId.unannounced());
            }
            for (Query query : queries().toList()) {
                requireSearch(query);
                for (String cursor : things.find(query.limit(3)).next().stream().toList()) {
                    requireSearch(query.after(cursor));
                }
            }
        }
    }

    private static Stream<Query> queries() {
        return Stream.of(
                        Query.by("id"),
                        Query.by("id").between("a", "z"),
                        Query.by("owner_at"),
                        Query.by("owner_at").between("a", "z"),
                        Query.by("owner_at").where("owner", "o1"),
                        Query.by("owner_at").where("owner", "o1").between(Instant.EPOCH, null),
                        Query.by("open_owner_at").where("open", true),
                        Query.by("open_owner_at").where("open", true).between("a", "z"),
                        Query.by("unique_owner_at"),
                        Query.by("unique_owner_at").between("a", "z"),
                        Query.by("unique_owner_at").where("owner", "o1"),
                        Query.by("unique_owner_at").where("owner", "o1").where("at", Instant.EPOCH))
                .flatMap(query -> Stream.of(query, query.newestFirst()));
    }

    private void requireSearch(Query query) throws SQLException {
        RecordLayout<Thing> layout = RecordLayout.of(THINGS);
        var reader = new PageReader(new Table<>(layout));
        QueryPlan plan = QueryPlan.of(layout, query);
        for (List<Bound> range : plan.ranges()) {
            List<String> steps = explain(reader.sql(plan, range));
            assertThat(steps).as("%s %s", query, range).hasSize(1).first().satisfies(step -> {
                boolean whole = range.isEmpty() || range.stream().allMatch(Bound.NotNull.class::isInstance);
                assertThat(step).matches((whole ? "(SCAN|SEARCH)" : "SEARCH") + " things USING INDEX.*");
                assertThat(step).contains("things__" + query.index());
            });
        }
    }

    private List<String> explain(String sql) throws SQLException {
        try (Connection connection = new SqliteFile(folder.resolve("test.db")).connect();
                PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                ResultSet result = statement.executeQuery()) {
            List<String> steps = new ArrayList<>();
            while (result.next()) {
                steps.add(result.getString("detail"));
            }
            return steps;
        }
    }
}
