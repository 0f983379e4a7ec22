package dev.gatehouse.idp.storage.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.layout.QueryPlan;
import dev.gatehouse.idp.storage.layout.RecordLayout;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies in the database: fields, indexes, and how they are written and read. */
class MongoDatabaseTest {

    record Entry(
            String chain,
            @Nullable Long seq,
            List<String> tags,
            @Nullable Instant expireAt) {}

    private static final DocumentType<Entry> ENTRIES = DocumentType.named("entries", Entry.class)
            .unique("chain_seq", "chain", "seq")
            .index("by_seq", "seq")
            .expiringAt("expireAt")
            .build();

    private MongoClient client;
    private MongoDatabase database;
    private MongoDocumentStore store;
    private Documents<Entry> entries;

    @BeforeEach
    void open() throws Exception {
        String name = "gatehouse_test_" + UUID.randomUUID().toString().substring(0, 8);
        String uri = MongoPeer.shared().uri(name);
        client = MongoClients.create(uri);
        database = client.getDatabase(name);
        store = MongoDocumentStore.open(uri, Clock.systemUTC(), Duration.ofSeconds(10));
        entries = store.open(ENTRIES);
    }

    @AfterEach
    void close() {
        store.close();
        database.drop();
        client.close();
    }

    private MongoCollection<BsonDocument> raw() {
        return database.getCollection("entries", BsonDocument.class);
    }

    private BsonDocument only() {
        return raw().find().into(new ArrayList<>()).getFirst();
    }

    @Test
    void holdsOneFieldForEachComponentThatIsNotNull() {
        Instant end = Instant.parse("2999-01-01T00:00:00.000001Z");
        entries.insert("a", new Entry("c", null, List.of("x"), end), new ChangeId("event-1"));
        BsonDocument document = only();
        document.remove("_write");
        assertThat(document).isEqualTo(BsonDocument.parse("""
                        {"_id": "a", "_version": {"$numberLong": "1"}, "_change": "event-1",
                         "_expireAt": {"$date": "2999-01-01T00:00:00.001Z"}, "chain": "c", "tags": ["x"],
                         "expireAt": {"$numberLong": "32472144000000001"}}"""));
    }

    @Test
    void keepsFieldsThatThisServerDoesNotKnow() {
        entries.insert("a", new Entry("c", 1L, List.of(), null), ChangeId.unannounced());
        raw().updateOne(Filters.id("a"), BsonDocument.parse("{\"$set\": {\"newer\": 1}}"));
        entries.replaceIf("a", 1, new Entry("c", null, List.of(), null), ChangeId.unannounced());
        BsonDocument document = raw().find().first();
        assertThat(document)
                .isNotNull()
                .containsEntry("newer", new BsonInt32(1))
                .doesNotContainKey("seq");
    }

    @Test
    void hasTheDeclaredIndexes() {
        List<BsonDocument> indexes = raw().listIndexes(BsonDocument.class).into(new ArrayList<>());
        assertThat(indexes)
                .extracting(index -> index.getString("name").getValue())
                .containsExactlyInAnyOrder("_id_", "chain_seq", "by_seq", "_expiry");
        BsonDocument unique = named(indexes, "chain_seq");
        assertThat(unique.getBoolean("unique").getValue()).isTrue();
        assertThat(unique.getDocument("partialFilterExpression"))
                .isEqualTo(BsonDocument.parse("{\"chain\": {\"$exists\": true}, \"seq\": {\"$exists\": true}}"));
        assertThat(named(indexes, "_expiry").getNumber("expireAfterSeconds").intValue())
                .isZero();
    }

    private static BsonDocument named(List<BsonDocument> indexes, String name) {
        return indexes.stream()
                .filter(index -> index.getString("name").getValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void refusesAnIndexThatChangedUnderItsName() {
        store.close();
        store = reopened();
        var changed = DocumentType.named("entries", Entry.class)
                .index("chain_seq", "chain")
                .build();
        assertThatExceptionOfType(StorageUnavailable.class)
                .isThrownBy(() -> store.open(changed))
                .withMessageContaining("chain_seq");
    }

    private MongoDocumentStore reopened() {
        try {
            return MongoDocumentStore.open(
                    MongoPeer.shared().uri(database.getName()), Clock.systemUTC(), Duration.ofSeconds(10));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void losesExpiredDocumentsByTheTtlIndex() {
        entries.insert("a", new Entry("c", 1L, List.of(), Instant.now().minusSeconds(1)), ChangeId.unannounced());
        entries.insert("b", new Entry("c", 2L, List.of(), Instant.now().plusSeconds(600)), ChangeId.unannounced());
        entries.insert("c", new Entry("c", 3L, List.of(), null), ChangeId.unannounced());
        client.getDatabase("admin").runCommand(new BsonDocument("secantusAdmin.pruneTtl", new BsonInt32(1)));
        List<String> left = new ArrayList<>();
        raw().find().forEach(document -> left.add(document.getString("_id").getValue()));
        assertThat(left).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void readsByIndex() {
        for (Query query : List.of(
                Query.by("id"),
                Query.by("by_seq").between(1L, 9L),
                Query.by("chain_seq").where("chain", "c").newestFirst())) {
            QueryPlan plan = QueryPlan.of(RecordLayout.of(ENTRIES), query);
            BsonDocument filter = new Filters(ENTRIES)
                    .range(plan.ranges().getFirst(), query.index().equals("chain_seq"));
            var find = new BsonDocument("find", new BsonString("entries"))
                    .append("filter", filter)
                    .append("sort", MongoIndexes.order(ENTRIES, plan))
                    .append("hint", new BsonString(MongoIndexes.hint(plan)));
            String explained = database.runCommand(new BsonDocument("explain", find), BsonDocument.class)
                    .getDocument("queryPlanner")
                    .getDocument("winningPlan")
                    .toJson();
            assertThat(explained).contains("IXSCAN").doesNotContain("COLLSCAN");
        }
    }

    @Test
    void waitsForTheMajorityWhateverTheConnectionStringSays() {
        String careless = "mongodb://127.0.0.1:1/x?w=1&journal=false&readPreference=secondary&readConcernLevel=local";
        try (MongoConnection connection = MongoConnection.to(careless, Duration.ofSeconds(1))) {
            assertThat(connection.database().getWriteConcern()).isEqualTo(WriteConcern.MAJORITY.withJournal(true));
            assertThat(connection.database().getReadConcern()).isEqualTo(ReadConcern.MAJORITY);
            assertThat(connection.database().getReadPreference()).isEqualTo(ReadPreference.primary());
        }
    }
}
