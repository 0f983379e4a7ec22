package dev.gatehouse.idp.access.contents;

import static dev.gatehouse.idp.access.contents.Contents.all;
import static dev.gatehouse.idp.access.contents.Contents.allow;
import static dev.gatehouse.idp.access.contents.Contents.encoded;
import static dev.gatehouse.idp.access.contents.Contents.object;
import static dev.gatehouse.idp.access.contents.Contents.revision;
import static dev.gatehouse.idp.access.contents.Contents.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.admin.Api;
import dev.gatehouse.idp.admin.People;
import dev.gatehouse.idp.api.PathId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/objects}: where objects stand. Their entries are in {@link EntriesIT}. */
class ObjectsIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String OBJECTS = "/api/v1/objects";

    private static People people;
    private static Api admin;
    private static Api nobody;

    @BeforeAll
    static void makeModel() {
        people = new People(SERVER);
        admin = Api.asAdministrator(SERVER);
        nobody = Api.as(SERVER, people.token(people.member("nobody")));
        make(
                type("folder", "folder"),
                type("doc", "folder", "doc"),
                object("folder:f"),
                object("folder:g"),
                object("folder:f2", "folder:f"),
                object("doc:1", "folder:f2"));
    }

    private static void make(Change... changes) {
        Decisions.make(SERVER, "system", changes);
    }

    private static Account somebody(String name, String object, Right... rights) {
        Account account = people.member(name);
        make(allow(Contents.of(account), object, rights));
        return account;
    }

    private static Api as(Account account) {
        return Api.as(SERVER, people.token(account));
    }

    private static String below(String parent) {
        return "{\"parent\":\"" + parent + "\"}";
    }

    @Nested
    class Shape {

        @Test
        void putsWhenItIsNewThenCreatedAndAgainThenTheSame() {
            Api.Answer created =
                    admin.put(OBJECTS + "/doc:new", below("folder:f")).is(201);
            assertThat(created.json().toString())
                    .isEqualTo("{\"object\":\"doc:new\",\"parent\":\"folder:f\",\"inherit\":true,\"implied\":false}");
            Api.Answer read = admin.get(OBJECTS + "/doc:new?revision=" + revision(created))
                    .is(200);
            assertThat(read.json()).isEqualTo(created.json());
            assertThat(read.etag()).isEqualTo(created.etag());
            Api.Answer again =
                    admin.put(OBJECTS + "/doc:new", read.json().toString()).is(200);
            assertThat(revision(again)).isEqualTo(revision(created));
            Api.Answer moved =
                    admin.put(OBJECTS + "/doc:new", "{\"inherit\":false}").is(200);
            assertThat(moved.json().path("parent").isNull()).isTrue();
            assertThat(moved.json().path("inherit").asBoolean()).isFalse();
            assertThat(moved.etag()).isNotEqualTo(read.etag());
            admin.delete(OBJECTS + "/doc:new").is(204);
            admin.delete(OBJECTS + "/doc:new").is(404, "not-found");
            admin.get(OBJECTS + "/doc:new").is(404, "not-found");
        }

        @Test
        void readsWhenItIsImpliedThenSaidSo() {
            assertThat(admin.get(OBJECTS + "/client:any").is(200).json().toString())
                    .isEqualTo(
                            "{\"object\":\"client:any\",\"parent\":\"clients:all\",\"inherit\":true,\"implied\":true}");
            admin.get(OBJECTS + "/keys:other").is(404, "not-found");
            admin.put(OBJECTS + "/client:any", below("folder:f")).is(409, "implied-object");
            admin.delete(OBJECTS + "/client:any").is(204);
            admin.get(OBJECTS + "/client:any").is(200);
        }

        @ParameterizedTest
        @CsvSource({
            "doc:x,page:1,409,unknown-type",
            "doc:x,doc:none,409,unknown-object",
            "page:x,folder:f,409,unknown-type",
            "folder:x,doc:1,409,undeclared-parent",
            "folder:f,folder:f2,409,object-cycle"
        })
        void putsWhenThatCannotBeThenTheReason(String object, String parent, int status, String code) {
            admin.put(OBJECTS + "/" + object, below(parent)).is(status, code);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "doc:x|{\"parent\":\"f\"}|#/parent malformed",
                    "doc:x|{\"inherit\":1}|#/inherit wrong-type",
                    "doc:x|{\"object\":\"doc:y\"}|#/object read-only",
                    "doc:x|{\"entries\":[]}|#/entries unknown-member",
                    "doc|{}|#/object malformed"
                })
        void putsWhenTheBodyIsWrongThenTheMemberIsNamed(String object, String body, String fault) {
            assertThat(admin.put(OBJECTS + "/" + object, body)
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly(fault);
        }

        @Test
        void deletesWhenOthersStandBelowThenConflict() {
            admin.delete(OBJECTS + "/folder:f").is(409, "object-has-children");
        }

        @Test
        void listsWhenTheTypeOrTheParentIsNamedThenThose() {
            assertThat(all(admin, OBJECTS + "?type=folder", "object"))
                    .contains("folder:f", "folder:g", "folder:f2")
                    .doesNotContain("doc:1");
            assertThat(all(admin, OBJECTS + "?parent=folder:f2", "object")).containsExactly("doc:1");
            assertThat(all(admin, OBJECTS + "?parent=workspace:system", "object"))
                    .contains("folder:f")
                    .doesNotContain("doc:1");
            assertThat(all(admin, OBJECTS + "?type=none", "object")).isEmpty();
            admin.get(OBJECTS).is(400, "invalid-parameter");
            admin.get(OBJECTS + "?type=doc&parent=doc:1").is(400, "invalid-parameter");
            admin.get(OBJECTS + "?type=a%20b").is(400, "invalid-parameter");
        }

        @Test
        void listsParentsWhenThereAreSomeThenTheNearestFirst() {
            Api.Answer answer = admin.get(OBJECTS + "/doc:1/parents").is(200);
            assertThat(answer.json()
                            .path("items")
                            .valueStream()
                            .map(item -> item.path("object").asString()))
                    .containsExactly("folder:f2", "folder:f");
            assertThat(answer.json().path("items").path(1).path("parent").isNull())
                    .isTrue();
        }
    }

    @Nested
    class AnyId {

        @Test
        void namesWhenTheIdIsNastyThenThatVeryObject() {
            List<String> nasty = new ArrayList<>(Contents.NASTY);
            nasty.add("a/b");
            nasty.add("/");
            for (String id : nasty) {
                String object = "doc:" + id;
                String path = OBJECTS + "/" + PathId.write(object);
                Api.Answer created = admin.put(path, below("folder:g")).is(201);
                assertThat(created.text("object")).isEqualTo(object);
                assertThat(admin.get(path).is(200).text("object")).isEqualTo(object);
                admin.get(path + "/parents").is(200);
                admin.get(OBJECTS + "?parent=" + encoded(object)).is(200);
                assertThat(admin.post(
                                        path + "/entries",
                                        "{\"effect\":\"deny\",\"to\":\"user:x\",\"rights\":[\"read\"]}")
                                .is(201)
                                .text("object"))
                        .isEqualTo(object);
                assertThat(all(admin, "/api/v1/entries?object=" + encoded(object), "object"))
                        .containsExactly(object);
            }
            assertThat(all(admin, OBJECTS + "?parent=folder:g", "object"))
                    .containsExactlyInAnyOrderElementsOf(
                            nasty.stream().map(id -> "doc:" + id).toList());
            nasty.forEach(id ->
                    admin.delete(OBJECTS + "/" + PathId.write("doc:" + id)).is(204));
        }
    }

    @Nested
    class Pages {

        @Test
        void listsWhenOthersWriteMeanwhileThenCompleteAtOneRevisionWithTheirPlacesThen() {
            make(object("folder:p"), object("folder:q"));
            make(IntStream.range(0, 7)
                    .mapToObj(i -> object("doc:p" + i, "folder:p"))
                    .toArray(Change[]::new));
            Api.Answer first = admin.get(OBJECTS + "?parent=folder:p&limit=3").is(200);
            make(IntStream.range(1, 7)
                    .mapToObj(i -> object("doc:p" + i, "folder:q"))
                    .toArray(Change[]::new));
            make(new Change.ObjectDeleted(ObjectRef.parse("doc:p0")));
            List<String> found = new ArrayList<>(places(first));
            String next = first.text("next");
            while (!next.isEmpty()) {
                Api.Answer page = admin.get(OBJECTS + "?parent=folder:p&limit=3&cursor=" + next)
                        .is(200);
                assertThat(revision(page)).isEqualTo(revision(first));
                found.addAll(places(page));
                next = page.text("next");
            }
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 7)
                            .mapToObj(i -> "doc:p" + i + " folder:p")
                            .toList());
        }

        private static List<String> places(Api.Answer page) {
            return page.json()
                    .path("items")
                    .valueStream()
                    .map(item -> item.path("object").asString() + " "
                            + item.path("parent").asString())
                    .toList();
        }
    }

    @Nested
    class Versions {

        @Test
        void putsWhenItMovedMeanwhileThenStale() {
            String old =
                    admin.put(OBJECTS + "/doc:v", below("folder:f")).is(201).etag();
            admin.put(OBJECTS + "/doc:v", below("folder:g"), old).is(200);
            admin.put(OBJECTS + "/doc:v", below("folder:f2"), old).is(412, "stale");
            admin.delete(OBJECTS + "/doc:v", old).is(412, "stale");
            admin.post(OBJECTS + "/doc:v/entries", "{}").is(400, "invalid-members");
            assertThat(admin.get(OBJECTS + "/doc:v").is(200).text("parent")).isEqualTo("folder:g");
            admin.put(OBJECTS + "/doc:never", below("folder:f"), old).is(412, "stale");
            admin.put(OBJECTS + "/doc:never", below("folder:f"), "*").is(412, "stale");
            admin.put(OBJECTS + "/doc:v", below("folder:f"), "W/" + old).is(412, "stale");
        }

        @Test
        void putsWhenManyNameTheSameVersionThenOneOfThem() throws Exception {
            for (int round = 0; round < 5; round++) {
                String object = OBJECTS + "/doc:race" + round;
                String tag = admin.put(object, below("folder:f")).is(201).etag();
                make(IntStream.range(0, 12)
                        .mapToObj(i -> object("folder:race" + i))
                        .toArray(Change[]::new));
                List<Integer> statuses = new ArrayList<>();
                var start = new CountDownLatch(1);
                try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<Integer>> calls = IntStream.range(0, 12)
                            .mapToObj(i -> executor.submit(() -> {
                                start.await();
                                return admin.put(object, below("folder:race" + i), tag)
                                        .status();
                            }))
                            .toList();
                    start.countDown();
                    for (Future<Integer> call : calls) {
                        statuses.add(call.get());
                    }
                }
                assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
            }
        }
    }

    @Nested
    class Doors {

        @Test
        void readsWhenNotPermittedThenForbiddenWhetherItIsThereOrNot() {
            for (String object : List.of("doc:1", "doc:none", "none:1", "doc", "client:x")) {
                for (String below : List.of("", "/parents", "/entries")) {
                    Api.Answer answer =
                            nobody.get(OBJECTS + "/" + object + below).is(403, "forbidden");
                    assertThat(answer.text("right")).isEqualTo("read");
                    assertThat(answer.text("object")).isEqualTo(object);
                }
            }
            for (String object : List.of("doc:1", "doc:none")) {
                nobody.put(OBJECTS + "/" + object, below("folder:f"), "\"x\"").is(403, "not-permitted");
                nobody.delete(OBJECTS + "/" + object, "\"x\"").is(403, "not-permitted");
            }
            nobody.get(OBJECTS + "?type=doc").is(403, "forbidden");
        }

        /** A folder's reader reads what is in it, and learns of nothing beside or above it. */
        @Test
        void readsWhenAFolderIsReadableThenWhatInheritsFromIt() {
            make(object("folder:hidden"), object("folder:h", "folder:hidden"), object("doc:h", "folder:h"));
            Api reader = as(somebody("folder-reader", "folder:h", Right.READ));
            reader.get(OBJECTS + "/doc:h").is(200);
            Api.Answer parents = reader.get(OBJECTS + "/doc:h/parents").is(200);
            assertThat(parents.json().path("items")).singleElement().satisfies(last -> {
                assertThat(last.path("object").asString()).isEqualTo("folder:h");
                assertThat(last.path("parent").asString()).isEqualTo("folder:hidden");
            });
            reader.get(OBJECTS + "/folder:hidden").is(403, "forbidden");
            reader.get(OBJECTS + "/doc:none").is(403, "forbidden");
            reader.get(OBJECTS + "?parent=folder:h").is(403, "forbidden");
            assertThat(reader.get(OBJECTS + "/doc:h/entries")
                            .is(403, "forbidden")
                            .text("right"))
                    .isEqualTo("share");
            Api rootReader = as(somebody("root-reader", "workspace:system", Right.READ));
            rootReader.get(OBJECTS + "/doc:none").is(404, "not-found");
            rootReader.get(OBJECTS + "?type=doc").is(200);
        }
    }

    @Nested
    class Workspaces {

        /** {@code keys:all} of a workspace is not that of the instance. */
        @Test
        void readsWhenTheNounIsOfTheInstanceThenStillTheWorkspacesOwnObject() {
            Api boss = Api.as(
                    SERVER,
                    people.token(Administrators.addElsewhere(SERVER, "acme", people.member("acme", "acme-boss"))));
            boss.get(OBJECTS + "/keys:all").is(200);
            boss.get(OBJECTS + "/keys:all?workspace=system").is(403, "forbidden");
            boss.put("/api/v1/object-types/doc", "{}").is(201);
            boss.put(OBJECTS + "/doc:1", "{}").is(201);
            assertThat(boss.get(OBJECTS + "/doc:1")
                            .is(200)
                            .json()
                            .path("parent")
                            .isNull())
                    .isTrue();
            boss.put(OBJECTS + "/doc:1?workspace=system", "{}").is(403, "forbidden");
            assertThat(admin.get(OBJECTS + "/doc:1").is(200).text("parent")).isEqualTo("folder:f2");
            assertThat(admin.get(OBJECTS + "/doc:1?workspace=acme")
                            .is(200)
                            .json()
                            .path("parent")
                            .isNull())
                    .isTrue();
        }
    }

    /** Nobody can give what they do not hold: whoever moves an object changes who has what on it. */
    @Nested
    class Grantor {

        @Test
        void putsWhenTheParentMayNotBeUpdatedThenRefused() {
            Account writer = somebody("writer", "folder:f", Right.UPDATE);
            as(writer).put(OBJECTS + "/doc:w", below("folder:f")).is(201);
            as(writer).put(OBJECTS + "/doc:w2", below("folder:g")).is(403, "not-permitted");
            as(writer).put(OBJECTS + "/doc:w2", "{}").is(403, "not-permitted");
        }

        @Test
        void movesWhenAnyOfTheThreeMayNotBeSharedThenRefused() {
            make(object("folder:from"), object("folder:to"), object("doc:m", "folder:from"));
            Account mover = somebody("mover", "folder:to", Right.UPDATE);
            String path = OBJECTS + "/doc:m";
            for (String object : List.of("doc:m", "folder:from", "folder:to")) {
                as(mover).put(path, below("folder:to")).is(403, "not-permitted");
                make(allow(Contents.of(mover), object, Right.SHARE));
            }
            as(mover).put(path, below("folder:to")).is(200);
            as(mover).put(path, "{\"parent\":\"folder:to\",\"inherit\":false}").is(200);
            Account updater = somebody("updater", "folder:to", Right.UPDATE);
            as(updater).put(path, below("folder:to")).is(403, "not-permitted");
        }

        @Test
        void deletesWhenItMayNotBeDeletedThenRefused() {
            make(object("doc:d"));
            Account deleter = somebody("not-deleter", "doc:d", Right.READ, Right.UPDATE, Right.SHARE);
            as(deleter).delete(OBJECTS + "/doc:d").is(403, "not-permitted");
            make(allow(Contents.of(deleter), "doc:d", Right.DELETE));
            as(deleter).delete(OBJECTS + "/doc:d").is(204);
        }
    }
}
