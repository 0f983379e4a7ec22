package dev.gatehouse.idp.storage.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Documents.Draft;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.StorageUnavailable;
import dev.gatehouse.idp.storage.WriteResult.Written;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation keeps its promise when the primary changes, the network fails, or an answer is lost. */
class MongoFailureTest {

    /** NotWritablePrimary, InterruptedAtShutdown, ShutdownInProgress, PrimarySteppedDown. */
    private static final int[] PRIMARY_CHANGES = {10107, 11600, 91, 189};

    private static final int CLOSE_CONNECTION = 0;

    record Thing(String name, long count) {}

    private static final DocumentType<Thing> THINGS =
            DocumentType.named("things", Thing.class).unique("name", "name").build();

    /** The operations, the command that each sends, and what it returns when all is well. */
    enum Operation {
        INSERT("insert"),
        INSERT_ALL("insert"),
        REPLACE("update"),
        DELETE("delete"),
        DELETE_IF("delete"),
        TAKE("findAndModify"),
        GET("find"),
        FIND("find");

        private final String command;

        Operation(String command) {
            this.command = command;
        }

        Object on(Documents<Thing> things) {
            return switch (this) {
                case INSERT -> things.insert("new", new Thing("new", 1), CHANGE);
                case INSERT_ALL -> things.insertAll(drafts(), CHANGE);
                case REPLACE -> things.replaceIf("old", 1, new Thing("old", 2), CHANGE);
                case DELETE -> things.delete("old");
                case DELETE_IF -> things.deleteIf("old", 1);
                case TAKE -> things.take("old").isPresent();
                case GET -> things.get("old").isPresent();
                case FIND -> things.find(Query.by("id")).items().size();
            };
        }

        Object result() {
            return switch (this) {
                case INSERT, INSERT_ALL, DELETE_IF -> new Written(1);
                case REPLACE -> new Written(2);
                case DELETE, TAKE, GET -> true;
                case FIND -> 1;
            };
        }

        boolean writes() {
            return this != GET && this != FIND;
        }

        boolean removes() {
            return this == DELETE || this == DELETE_IF || this == TAKE;
        }

        /** Whether the store holds what the operation was to do. */
        boolean happened(Documents<Thing> things) {
            return switch (this) {
                case INSERT -> things.get("new").isPresent();
                case INSERT_ALL -> things.get("all-2").isPresent();
                case REPLACE -> things.get("old").orElseThrow().version() == 2;
                case DELETE, DELETE_IF, TAKE -> things.get("old").isEmpty();
                case GET, FIND -> true;
            };
        }
    }

    private static final ChangeId CHANGE = new ChangeId("event-1");

    private static List<Draft<Thing>> drafts() {
        return IntStream.range(0, 3)
                .mapToObj(i -> new Draft<>("all-" + i, new Thing("all-" + i, i)))
                .toList();
    }

    private final String database =
            "gatehouse_test_" + UUID.randomUUID().toString().substring(0, 8);
    private MongoPeer peer;
    private FailPoint failPoint;
    private MongoDocumentStore store;
    private Documents<Thing> things;

    @BeforeEach
    void open() throws Exception {
        peer = MongoPeer.shared();
        failPoint = new FailPoint(peer);
        store = MongoDocumentStore.open(peer.uri(database), Clock.systemUTC(), Duration.ofSeconds(4));
        things = store.open(THINGS);
        things.insert("old", new Thing("old", 1), ChangeId.unannounced());
    }

    @AfterEach
    void close() {
        failPoint.close();
        store.close();
    }

    private void fail(Operation operation, int code, BsonValue mode) {
        if (code == CLOSE_CONNECTION) {
            failPoint.closeConnection(operation.command, mode);
        } else {
            failPoint.failWithCode(operation.command, code, mode);
        }
    }

    static Stream<Arguments> operationsAndFailures() {
        return Stream.of(Operation.values())
                .flatMap(operation -> IntStream.concat(Arrays.stream(PRIMARY_CHANGES), IntStream.of(CLOSE_CONNECTION))
                        .boxed()
                        .map(code -> Arguments.of(operation, code, operation == Operation.TAKE ? 3 : 1)));
    }

    @ParameterizedTest(name = "{0} fails with {1}, {2} times")
    @MethodSource("operationsAndFailures")
    void succeedsWhenTheFailurePasses(Operation operation, int code, int times) {
        fail(operation, code, FailPoint.times(times));
        assertThat(operation.on(things)).isEqualTo(operation.result());
        assertThat(operation.happened(things)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void isUnavailableWhileTheFailureLastsAndRecoversAlone(Operation operation) {
        try (var hasty = MongoDocumentStore.open(peer.uri(database), Clock.systemUTC(), Duration.ofMillis(1_200))) {
            Documents<Thing> impatient = hasty.open(THINGS);
            fail(operation, 10107, FailPoint.ALWAYS);
            assertThatExceptionOfType(StorageUnavailable.class)
                    .isThrownBy(() -> operation.on(impatient))
                    .matches(unavailable -> unavailable.mayHaveHappened() == operation.writes());
            failPoint.failWithCode("none", 1, FailPoint.times(1));
            assertThat(operation.on(impatient)).isEqualTo(operation.result());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "FIND"},
            mode = EnumSource.Mode.EXCLUDE)
    void knowsItsOwnWriteWhenTheMajorityWasNotConfirmed(Operation operation) {
        failPoint.failWriteConcern(operation.command, 189, FailPoint.times(1));
        assertSettled(operation, things);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "FIND"},
            mode = EnumSource.Mode.EXCLUDE)
    void knowsItsOwnWriteWhenOneAnswerIsLost(Operation operation) throws Exception {
        assertKnownThroughDeafProxy(operation, 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"GET", "FIND"},
            mode = EnumSource.Mode.EXCLUDE)
    void knowsItsOwnWriteWhenAllAnswersAreLost(Operation operation) throws Exception {
        assertKnownThroughDeafProxy(operation, Integer.MAX_VALUE);
    }

    private void assertKnownThroughDeafProxy(Operation operation, int losses) throws Exception {
        try (DeafProxy proxy = DeafProxy.to(peer);
                var behind = MongoDocumentStore.open(proxy.uri(database), Clock.systemUTC(), Duration.ofSeconds(4))) {
            Documents<Thing> distant = behind.open(THINGS);
            assertThat(distant.get("old")).isPresent();
            proxy.loseAnswers(operation.command, losses);
            assertSettled(operation, distant);
        }
    }

    /** It answers as if nothing had failed; only a removal may say that it cannot tell, and has happened then. */
    private void assertSettled(Operation operation, Documents<Thing> through) {
        try {
            assertThat(operation.on(through)).isEqualTo(operation.result());
        } catch (StorageUnavailable e) {
            assertThat(operation.removes() || operation == Operation.INSERT_ALL)
                    .as("%s: %s", operation, e)
                    .isTrue();
            assertThat(e.mayHaveHappened()).isTrue();
        }
        assertThat(operation.happened(things)).isTrue();
    }

    @Test
    void completesWhatWasInsertedInPartWhenRepeated() {
        things.insertAll(drafts().subList(0, 2), CHANGE);
        assertThat(things.insertAll(drafts(), CHANGE)).isEqualTo(new Written(1));
        assertThat(things.find(Query.by("id")).items()).hasSize(4);
    }

    @Test
    void saysThatNothingHappenedWhenThereIsNoServer() {
        String nowhere = "mongodb://127.0.0.1:1/nowhere?replicaSet=secantus";
        try (var lost = MongoDocumentStore.open(nowhere, Clock.systemUTC(), Duration.ofMillis(300))) {
            assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> lost.open(THINGS));
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void saysThatNothingHappenedWhenTheServerIsGone(Operation operation) throws Exception {
        try (DeafProxy proxy = DeafProxy.to(peer);
                var behind = MongoDocumentStore.open(proxy.uri(database), Clock.systemUTC(), Duration.ofMillis(600))) {
            Documents<Thing> distant = behind.open(THINGS);
            proxy.hangUp();
            assertThatExceptionOfType(StorageUnavailable.class)
                    .isThrownBy(() -> operation.on(distant)); // may find a connection that is dead by now
            assertThatExceptionOfType(StorageUnavailable.class)
                    .isThrownBy(() -> operation.on(distant))
                    .matches(unavailable -> !unavailable.mayHaveHappened());
        }
    }
}
