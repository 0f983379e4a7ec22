package dev.gatehouse.idp.access.filter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.gatehouse.acl.Decision;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.filter.Filter;
import dev.gatehouse.acl.filter.FilterAnswer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a MongoDB server finds with filters, in documents that keep the lists of their objects. */
abstract class FilterContract {

    private static final BsonString SHELF = new BsonString("shelf");

    private MongoClient client;
    private MongoCollection<BsonDocument> docs;
    private MongoCollection<BsonDocument> shelves;

    /** The connection string of the server. */
    abstract String uri(String database) throws Exception;

    /** How many models are tried. */
    int models() {
        return 200;
    }

    @BeforeEach
    void connect() throws Exception {
        String name = "filter_" + UUID.randomUUID().toString().substring(0, 8);
        client = MongoClients.create(uri(name));
        MongoDatabase database = client.getDatabase(name);
        docs = database.getCollection("docs", BsonDocument.class);
        shelves = database.getCollection("shelves", BsonDocument.class);
        shelves.insertOne(new BsonDocument("_id", SHELF));
    }

    @AfterEach
    void drop() {
        client.getDatabase(docs.getNamespace().getDatabaseName()).drop();
        client.close();
    }

    /** An application's document: a name that says what it is for, and the lists at a path. */
    private static BsonDocument document(String id, String field, BsonValue lists) {
        int dot = field.indexOf('.');
        BsonDocument document = new BsonDocument("_id", new BsonString(id)).append("shelf", SHELF);
        return dot < 0
                ? document.append(field, lists)
                : document.append(field.substring(0, dot), new BsonDocument(field.substring(dot + 1), lists));
    }

    private static Set<String> ids(Iterable<BsonDocument> documents) {
        Set<String> ids = new HashSet<>();
        documents.forEach(document ->
                assertThat(ids.add(document.getString("_id").getValue())).isTrue());
        return ids;
    }

    private Set<String> found(BsonDocument filter) {
        return ids(docs.find(filter));
    }

    /** What a join finds: the pipeline of a {@code $lookup} sees another collection's documents. */
    private Set<String> joined(BsonDocument filter) {
        BsonDocument lookup = new BsonDocument("from", new BsonString("docs"))
                .append("localField", new BsonString("_id"))
                .append("foreignField", new BsonString("shelf"))
                .append("pipeline", new BsonArray(List.of(new BsonDocument("$match", filter))))
                .append("as", new BsonString("visible"));
        BsonDocument shelf = Objects.requireNonNull(
                shelves.aggregate(List.of(new BsonDocument("$lookup", lookup))).first());
        return ids(shelf.getArray("visible").stream().map(BsonValue::asDocument).toList());
    }

    private static BsonDocument query(FilterAnswer answer, String field) {
        Filter filter = ((FilterAnswer.Compiled) answer).filter();
        return BsonDocument.parse(
                new MongoFilter(new FieldPath(field)).write(filter).toString());
    }

    @Nested
    class AnyModel {

        @ParameterizedTest
        @ValueSource(strings = {"acl", "meta.rechte"})
        void filtersWhenAnyModelThenWhatTheCheckAllows(String field) {
            int visible = 0;
            int hidden = 0;
            for (int seed = 0; seed < models() / 2; seed++) {
                AccessView view = new RandomModel(field.hashCode() + seed).view();
                docs.deleteMany(new BsonDocument());
                docs.insertMany(documents(view, field));
                for (Subject subject : RandomModel.SUBJECTS) {
                    for (Right right : RandomModel.RIGHTS) {
                        BsonDocument query = query(
                                view.filter(
                                        subject,
                                        right,
                                        RandomModel.DOCS.getFirst().type(),
                                        RandomModel.NOW),
                                field);
                        Set<String> allowed = RandomModel.DOCS.stream()
                                .filter(doc ->
                                        view.check(subject, right, doc, RandomModel.NOW) instanceof Decision.Allowed)
                                .map(ObjectRef::id)
                                .collect(Collectors.toSet());
                        String what = seed + " " + subject + " " + right + " " + query;
                        assertThat(found(query)).as(what).isEqualTo(allowed);
                        assertThat(joined(query)).as(what).isEqualTo(allowed);
                        visible += allowed.size();
                        hidden += RandomModel.DOCS.size() - allowed.size();
                    }
                }
            }
            assertThat(visible).isGreaterThan(models());
            assertThat(hidden).isGreaterThan(models());
        }

        private static List<BsonDocument> documents(AccessView view, String field) {
            List<BsonDocument> documents = new ArrayList<>();
            RandomModel.DOCS.forEach(doc -> documents.add(document(
                    doc.id(),
                    field,
                    BsonDocument.parse(AclJson.write(view.lists(doc).orElseThrow(), FilterFormat.MONGODB)
                            .toString()))));
            documents.add(new BsonDocument("_id", new BsonString("without lists")).append("shelf", SHELF));
            return documents;
        }
    }

    /** Lists that no server of ours wrote. */
    @Nested
    class WrongDocuments {

        private static final String TIME = "{'$date':'2026-03-01T00:00:05Z'}";
        private static final String LATER = "{'$date':'2026-03-01T00:00:05.001Z'}";

        private final BsonDocument readable =
                write(new Filter.All(List.of(somewhere(Effect.ALLOW), new Filter.Not(somewhere(Effect.DENY)))));
        private final BsonDocument notDenied =
                write(new Filter.All(List.of(new Filter.Listed(), new Filter.Not(somewhere(Effect.DENY)))));

        private static Filter somewhere(Effect effect) {
            return new Filter.Any(List.of(
                    new Filter.Holds(Filter.Part.OWN, effect, List.of("user:a"), Right.READ, RandomModel.NOW),
                    new Filter.Holds(Filter.Part.INHERITED, effect, List.of("user:a"), Right.READ, RandomModel.NOW)));
        }

        private static BsonDocument write(Filter filter) {
            return BsonDocument.parse(
                    new MongoFilter(FieldPath.DEFAULT).write(filter).toString());
        }

        private static String entry(String effect, String end) {
            return "{'effect':'" + effect + "','to':'user:a','rights':['read']" + end + "}";
        }

        private void put(String acl) {
            docs.insertOne(document(
                    "1",
                    "acl",
                    Objects.requireNonNull(
                            BsonDocument.parse("{'acl':" + acl + "}").get("acl"))));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "|true",
                    ",'expiresAt':null|true",
                    ",'expiresAt':" + LATER + "|true",
                    ",'expiresAt':" + TIME + "|false",
                    ",'expiresAt':'2999-01-01T00:00:00Z'|false",
                    ",'expiresAt':99999999999999|false",
                    ",'expiresAt':{'in':'2999'}|false"
                })
        void allowsWhenTheEndIsNoLaterDateThenNotFound(String end, boolean found) {
            put("{'own':[" + entry("allow", end == null ? "" : end) + "],'inherited':[]}");
            assertThat(found(readable)).hasSize(found ? 1 : 0);
            assertThat(joined(readable)).hasSize(found ? 1 : 0);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\0',
                value = {
                    "|true",
                    ",'expiresAt':null|true",
                    ",'expiresAt':" + LATER + "|true",
                    ",'expiresAt':" + TIME + "|false",
                    ",'expiresAt':'1999-01-01T00:00:00Z'|true",
                    ",'expiresAt':0|true"
                })
        void deniesWhenTheEndIsNoDateThatHasComeThenNotFound(String end, boolean denies) {
            put("{'own':[" + entry("allow", "") + "],'inherited':[" + entry("deny", end == null ? "" : end) + "]}");
            assertThat(found(readable)).hasSize(denies ? 0 : 1);
            assertThat(joined(notDenied)).hasSize(denies ? 0 : 1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{'own':[{'effect':'allow','to':'user:a','rights':['read']}]}",
                    "{'own':[{'effect':'allow','to':'user:a','rights':['read']}],'inherited':null}",
                    "{'own':[{'effect':'allow','to':'user:a','rights':['read']}],'inherited':{}}",
                    "{'own':{'effect':'allow','to':'user:a','rights':['read']},'inherited':[]}",
                    "{}",
                    "'everything'",
                    "null"
                })
        void filtersWhenAListIsMissingThenNotFound(String acl) {
            put(acl);
            assertThat(found(readable)).isEmpty();
            assertThat(found(notDenied)).isEmpty();
            assertThat(joined(notDenied)).isEmpty();
        }

        @Test
        void filtersWhenNothingIsAllowedThenNoDocumentAtAll() {
            put("{'own':[" + entry("allow", "") + "],'inherited':[]}");
            assertThat(found(readable)).hasSize(1);
            assertThat(found(write(new Filter.Nothing()))).isEmpty();
            assertThat(joined(write(new Filter.Nothing()))).isEmpty();
        }
    }
}
