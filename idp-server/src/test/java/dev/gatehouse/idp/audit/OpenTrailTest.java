package dev.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.audit.AuditTrail.Effect;
import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.DocumentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenTrailTest {

    private static final Target CLIENT = new Target("client", "c1");

    record Note(String text) {
        static final DocumentType<Note> TYPE =
                DocumentType.named("notes", Note.class).build();
    }

    @TempDir
    Path folder;

    @Test
    void recordsWhenSomethingHappensThenRowIsDurable() {
        try (var trail = TestTrail.in(folder)) {
            EventId id = trail.trail().record(Actor.service("c1"), TestTrail.issued("t1"));
            assertThat(trail.auditDocuments().open(AuditRecord.TYPE).get(id.value()))
                    .hasValueSatisfying(stored -> {
                        assertThat(stored.value().action()).isEqualTo("token.issued");
                        assertThat(stored.value().actor()).isEqualTo("c1");
                        assertThat(stored.value().target()).isEqualTo("t1");
                        assertThat(stored.value().head()).isNotNull();
                    });
        }
    }

    @Test
    void closesChainsWhenStoppedThenNextStartContinuesThem() {
        TestTrail.in(folder).close();
        try (var trail = TestTrail.in(folder).restart()) {
            List<AuditRecord> records = trail.records();
            assertThat(records.stream().map(AuditRecord::chain).distinct()).hasSize(6);
            for (String retention : List.of("security", "traffic")) {
                List<AuditRecord> own = records.stream()
                        .filter(r -> r.retention().equals(retention))
                        .toList();
                assertThat(own.stream().map(AuditRecord::action))
                        .containsExactly(
                                "audit.chain-opened",
                                "audit.chain-closed",
                                "audit.chain-opened",
                                "audit.chain-closed",
                                "audit.chain-opened");
                for (int i = 2; i < 5; i += 2) {
                    var previous = RecordText.of(own.get(i).record()).link().path("previous");
                    assertThat(previous.path("chain").asString())
                            .isEqualTo(own.get(i - 1).chain());
                    assertThat(previous.path("seq").asLong()).isEqualTo(2);
                }
            }
        }
    }

    @Test
    void writesFingerprintWhenFirstStartedThenLaterStartsAgree() throws Exception {
        TestTrail.in(folder).close();
        String trust = Files.readString(folder.resolve("audit-trust"));
        assertThat(trust).matches("SHA256:[A-Za-z0-9_-]{43}\n");
        Files.writeString(folder.resolve("audit-trust"), "SHA256:" + "A".repeat(43));
        assertThatThrownBy(() -> TestTrail.in(folder)).hasMessageContaining("names another key");
    }

    @Test
    void recordsIntentAndOutcomeWhenChangedThenBothCarryItsId() {
        try (var trail = TestTrail.in(folder)) {
            var seen = new AtomicReference<ChangeId>();
            String result = trail.trail()
                    .change(Actor.system(), ChangeEvent.intent("client.created", CLIENT, "system"), change -> {
                        seen.set(change);
                        return new Effect<>(
                                "done",
                                ChangeEvent.intent("client.created", CLIENT, "system")
                                        .succeeded(List.of(new FieldChange("name", null, "Shop", false))));
                    });
            assertThat(result).isEqualTo("done");
            assertThat(trail.actions()).containsSequence("client.created intended", "client.created success");
            AuditRecord outcome = trail.records().stream()
                    .filter(record -> record.outcome().equals("success")
                            && record.action().equals("client.created"))
                    .findFirst()
                    .orElseThrow();
            assertThat(RecordText.of(outcome.record()).change())
                    .contains(seen.get().value());
        }
    }

    @Test
    void closesIntentsWhenProcessDiedThenOutcomeIsWhatTheDocumentTells() {
        TestTrail.Witnesses witnesses =
                documents -> List.of(new DocumentWitness("note", documents.open(Note.TYPE), Set.of("note.deleted")));
        var trail = TestTrail.in(folder, Clock.systemUTC(), witnesses);
        var notes = trail.documents().open(Note.TYPE);
        dieDuring(trail, "n1", change -> notes.insert("n1", new Note("x"), change));
        dieDuring(trail, "n2", change -> {});
        dieDuring(trail, "n3", change -> {
            notes.insert("n3", new Note("x"), change);
            notes.replaceIf("n3", 1, new Note("y"), new ChangeId("ffffffff-ffff-7fff-bfff-ffffffffffff"));
        });
        try (var next = trail.crash(witnesses)) {
            assertThat(next.records().stream()
                            .filter(record -> record.action().equals("note.created"))
                            .filter(record -> !record.outcome().equals("intended"))
                            .map(record -> record.target() + " " + record.outcome() + " "
                                    + RecordText.of(record.record())
                                            .event()
                                            .path("reason")
                                            .asString()))
                    .containsExactly("n1 success recovered", "n2 failure not-done", "n3 unknown cannot-tell");
        }
    }

    /** Runs a change whose action never returns to the trail. */
    private static void dieDuring(TestTrail trail, String id, java.util.function.Consumer<ChangeId> act) {
        ChangeEvent intent = ChangeEvent.intent("note.created", new Target("note", id), "system");
        Thread dying = Thread.ofVirtual()
                .start(() -> trail.trail().change(Actor.system(), intent, change -> {
                    act.accept(change);
                    java.util.concurrent.locks.LockSupport.park();
                    throw new IllegalStateException("not reached");
                }));
        org.awaitility.Awaitility.await().until(() -> dying.getState() == Thread.State.WAITING);
    }
}
