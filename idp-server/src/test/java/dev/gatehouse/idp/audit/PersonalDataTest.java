package dev.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class PersonalDataTest {

    private static final String ADDRESS = "198.51.100.77";
    private static final String AGENT = "PeculiarBrowser/7";
    private static final String EMAIL = "ada@example.org";
    private static final String TYPED = "MyPasswordInTheWrongField";
    private static final RequestContext REQUEST = new RequestContext("req-1", ADDRESS, AGENT, null);

    @TempDir
    Path folder;

    private static ChangeEvent emailChanged() {
        return new ChangeEvent(
                "user.updated",
                Outcome.SUCCESS,
                Optional.empty(),
                new Target("user", "u1"),
                "system",
                Optional.of("u1"),
                List.of(new FieldChange("email", null, EMAIL, true), new FieldChange("status", "a", "b", false)),
                Map.of());
    }

    private static void recordAll(TestTrail trail) {
        ScopedValue.where(RequestContext.CURRENT, REQUEST).run(() -> {
            trail.trail().record(Actor.user("u1", "webapp", "s1"), emailChanged());
            trail.trail()
                    .record(
                            Actor.unknown(),
                            new SignInEvent(
                                    Outcome.DENIED,
                                    Optional.of("unknown-account"),
                                    new Target("user", ""),
                                    "system",
                                    Optional.of(TYPED),
                                    Map.of()));
        });
    }

    private static ObjectNode newest(TestTrail trail, String action) {
        var filter = new AuditFilter(null, null, action, null, null, null, null, null);
        return trail.open().reading().find(filter, 1, Optional.empty()).items().getFirst();
    }

    @Test
    void storesNothingPersonalWhenRecordedThenNoFileHasItInClear() throws Exception {
        try (var trail = TestTrail.in(folder)) {
            recordAll(trail);
            for (Path file : List.copyOf(List.of(folder.toFile().listFiles())).stream()
                    .map(java.io.File::toPath)
                    .toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes).doesNotContain(ADDRESS, AGENT, EMAIL, TYPED);
            }
            assertThat(new String(Files.readAllBytes(folder.resolve("audit.db-wal")), StandardCharsets.ISO_8859_1))
                    .contains("user.updated");
        }
    }

    @Test
    void readsInClearWhenKeysAreThereThenValuesComeBack() {
        try (var trail = TestTrail.in(folder)) {
            recordAll(trail);
            ObjectNode changed = newest(trail, "user.updated");
            assertThat(changed.at("/source/address").asString()).isEqualTo(ADDRESS);
            assertThat(changed.at("/source/userAgent").asString()).isEqualTo(AGENT);
            assertThat(changed.at("/changes/0/after").asString()).isEqualTo(EMAIL);
            assertThat(changed.at("/changes/0/before").isNull()).isTrue();
            assertThat(changed.at("/changes/1/after").asString()).isEqualTo("b");
            assertThat(newest(trail, "signin.failed").at("/source/address").asString())
                    .isEqualTo(ADDRESS);
        }
    }

    @Test
    void erasesWhenPersonIsErasedThenValuesAreGoneForGood() {
        try (var trail = TestTrail.in(folder)) {
            recordAll(trail);
            trail.open().persons().eraseUser("u1");
            ObjectNode changed = newest(trail, "user.updated");
            assertThat(changed.get("source").isNull()).isTrue();
            assertThat(changed.at("/changes/0/after").isNull()).isTrue();
            assertThat(changed.at("/changes/1/after").asString()).isEqualTo("b");
            assertThat(changed.at("/actor/id").asString()).isEqualTo("u1");
            recordAll(trail);
            assertThat(newest(trail, "user.updated").get("source").isNull()).isTrue();
        }
    }

    @Test
    void destroysAgainWhenKeyOfAnErasedPersonIsRestoredThenNextStartRemovesIt() {
        try (var trail = TestTrail.in(folder)) {
            recordAll(trail);
            var keys = trail.documents().open(ValueKeyDocument.OF_PERSONS);
            var key = keys.get("user:u1").orElseThrow();
            trail.open().persons().eraseUser("u1");
            keys.insert("user:u1", key.value(), dev.gatehouse.idp.storage.ChangeId.unannounced());
        }
        try (var trail = TestTrail.in(folder)) {
            assertThat(trail.documents().open(ValueKeyDocument.OF_PERSONS).get("user:u1"))
                    .isEmpty();
            assertThat(newest(trail, "user.updated").get("source").isNull()).isTrue();
        }
    }

    @Test
    void findsBySourceWhenAddressIsGivenThenItsRecordsAlone() {
        try (var trail = TestTrail.in(folder)) {
            recordAll(trail);
            var there = new AuditFilter(null, null, null, null, null, null, null, ADDRESS);
            assertThat(trail.open().reading().find(there, 50, Optional.empty()).items())
                    .hasSize(2);
            var nowhere = new AuditFilter(null, null, null, null, null, null, null, "198.51.100.78");
            assertThat(trail.open()
                            .reading()
                            .find(nowhere, 50, Optional.empty())
                            .items())
                    .isEmpty();
        }
    }

    @Test
    void pagesWhenMoreThanThePageThenEveryRecordOnceNewestFirst() {
        try (var trail = TestTrail.in(folder)) {
            for (int i = 0; i < 25; i++) {
                trail.trail().record(Actor.service("c1"), TestTrail.issued("t" + i));
            }
            var filter = new AuditFilter(null, null, null, "service:c1", null, "success", null, null);
            var targets = new java.util.ArrayList<String>();
            Optional<String> place = Optional.empty();
            do {
                AuditPage page = trail.open().reading().find(filter, 10, place);
                page.items().forEach(item -> targets.add(item.at("/target/id").asString()));
                place = page.next();
            } while (place.isPresent());
            assertThat(targets)
                    .hasSize(25)
                    .doesNotHaveDuplicates()
                    .startsWith("t24")
                    .endsWith("t0");
            var target = new AuditFilter(null, null, null, null, "token:t3", null, null, null);
            assertThat(trail.open().reading().find(target, 10, Optional.empty()).items())
                    .hasSize(1);
        }
    }
}
