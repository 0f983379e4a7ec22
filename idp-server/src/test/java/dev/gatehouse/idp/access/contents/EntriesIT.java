package dev.gatehouse.idp.access.contents;

import static dev.gatehouse.idp.access.contents.Contents.all;
import static dev.gatehouse.idp.access.contents.Contents.allow;
import static dev.gatehouse.idp.access.contents.Contents.encoded;
import static dev.gatehouse.idp.access.contents.Contents.object;
import static dev.gatehouse.idp.access.contents.Contents.role;
import static dev.gatehouse.idp.access.contents.Contents.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.admin.Api;
import dev.gatehouse.idp.admin.People;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The entries of objects: {@code /api/v1/objects/{id}/entries} and {@code /api/v1/entries}. */
class EntriesIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String ENTRIES = "/api/v1/entries";

    private static People people;
    private static Api admin;

    @BeforeAll
    static void makeModel() {
        people = new People(SERVER);
        admin = Api.asAdministrator(SERVER);
        make(
                type("doc", "doc"),
                role("ops"),
                object("doc:1"),
                object("doc:2"),
                object("doc:list"),
                object("doc:m5"),
                object("doc:tuple"));
    }

    private static void make(Change... changes) {
        Decisions.make(SERVER, "system", changes);
    }

    private static String of(String object) {
        return "/api/v1/objects/" + object + "/entries";
    }

    private static String allowed(String to, String... rights) {
        return "{\"effect\":\"allow\",\"to\":\"" + to + "\",\"rights\":[\"" + String.join("\",\"", rights) + "\"]}";
    }

    private static Account somebody(String name, String object, Right... rights) {
        Account account = people.member(name);
        make(allow(Contents.of(account), object, rights));
        return account;
    }

    private static Api as(Account account) {
        return Api.as(SERVER, people.token(account));
    }

    @Nested
    class Shape {

        @Test
        void addsWhenItIsNewThenThereAndRemovedByAllThatItSays() {
            Api.Answer added = admin.post(
                            of("doc:tuple"),
                            "{\"effect\":\"deny\",\"to\":\"role:ops\",\"rights\":[\"sign\",\"read\"],"
                                    + "\"expiresAt\":\"2999-01-01T01:00:00+01:00\"}")
                    .is(201);
            assertThat(added.json().toString())
                    .isEqualTo(
                            "{\"object\":\"doc:tuple\",\"effect\":\"deny\",\"to\":\"role:ops\",\"rights\":[\"read\",\"sign\"],"
                                    + "\"expiresAt\":\"2999-01-01T00:00:00Z\"}");
            Api.Answer list = admin.get(of("doc:tuple")).is(200);
            assertThat(list.json().path("items")).singleElement().isEqualTo(added.json());
            admin.post(of("doc:tuple"), added.json().toString()).is(409, "entry-exists");
            String tuple = "?effect=deny&to=role:ops&rights=sign,read";
            admin.delete(of("doc:tuple") + tuple).is(404, "not-found");
            admin.delete(of("doc:tuple") + tuple + "&expiresAt=2999-01-01T00:00:00.001Z")
                    .is(404, "not-found");
            admin.delete(of("doc:tuple") + tuple + "&expiresAt=2999-01-01T00:00:00Z")
                    .is(204);
            assertThat(admin.get(of("doc:tuple")).is(200).json().path("items")).isEmpty();
        }

        @Test
        void addsWhenEveryRightIsMeantThenTheStarAlone() {
            admin.post(of("doc:2"), allowed("everyone", "*")).is(201);
            assertThat(all(admin, of("doc:2") + "?right=sign", "to")).containsExactly("everyone");
            assertThat(all(admin, of("doc:2") + "?to=guest", "to")).isEmpty();
            admin.delete(of("doc:2") + "?effect=allow&to=everyone&rights=*").is(204);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "effect=allow&to=user:x|rights",
                    "effect=allow&rights=read|to",
                    "to=user:x&rights=read|effect",
                    "effect=allow&to=x&rights=read|to",
                    "effect=allow&to=user:x&rights=read,*|rights",
                    "effect=allow&to=user:x&rights=read,|rights",
                    "effect=allow&to=user:x&rights=a%20b|rights",
                    "effect=allow&to=user:x&rights=read&expiresAt=soon|expiresAt"
                })
        void removesWhenTheTupleIsMalformedThenTheParameterIsNamed(String query, String parameter) {
            Api.Answer answer = admin.delete(of("doc:1") + "?" + query).is(400, "invalid-parameter");
            assertThat(answer.text("detail")).contains(" " + parameter + " ");
        }

        @Test
        void addsWhenThatCannotBeThenTheReason() {
            admin.post(of("doc:1"), allowed("role:none", "read")).is(409, "unknown-role");
            admin.post(of("doc:1"), allowed("user:x", "fly")).is(409, "unknown-right");
            admin.post(of("doc:none"), allowed("user:x", "read")).is(404, "not-found");
            admin.get(of("doc:none")).is(404, "not-found");
            assertThat(admin.post(of("doc:1"), "{\"object\":\"doc:2\"}").is(400).errors())
                    .contains("#/object read-only", "#/effect required");
        }

        @Test
        void addsWhenTheObjectWasMovedMeanwhileThenStale() {
            make(object("doc:moved"));
            String tag = admin.get("/api/v1/objects/doc:moved").is(200).etag();
            admin.send("POST", of("doc:moved"), allowed("user:x", "read"), tag).is(201);
            make(object("doc:moved", "doc:1"));
            admin.send("POST", of("doc:moved"), allowed("user:y", "read"), tag).is(412, "stale");
            admin.delete(of("doc:moved") + "?effect=allow&to=user:x&rights=read", tag)
                    .is(412, "stale");
            assertThat(all(admin, of("doc:moved"), "to")).containsExactly("user:x");
        }
    }

    @Nested
    class Lists {

        @Test
        void findsWhenSomebodyOrARightIsNamedThenThoseOfAllObjects() {
            make(
                    allow(Subject.user("found"), "doc:1", Right.READ),
                    allow(Subject.user("found"), "doc:2", Right.DELETE));
            assertThat(all(admin, ENTRIES + "?to=user:found", "object")).containsExactly("doc:1", "doc:2");
            assertThat(all(admin, ENTRIES + "?to=user:found&right=delete", "object"))
                    .containsExactly("doc:2");
            assertThat(all(admin, ENTRIES + "?to=user:found&object=doc:1", "object"))
                    .containsExactly("doc:1");
            assertThat(all(admin, ENTRIES + "?right=sign", "object")).contains("workspace:system");
            assertThat(all(admin, ENTRIES, "object")).contains("workspace:system", "doc:1", "doc:2");
            assertThat(all(admin, ENTRIES + "?to=user:nobody", "object")).isEmpty();
            admin.get(ENTRIES + "?to=x").is(400, "invalid-parameter");
            admin.get(ENTRIES + "?object=x").is(400, "invalid-parameter");
            admin.get(ENTRIES + "?right=" + encoded("a b")).is(400, "invalid-parameter");
        }

        @Test
        void listsWhenOthersWriteMeanwhileThenCompleteAtOneRevision() {
            make(IntStream.range(0, 9)
                    .mapToObj(i -> allow(Subject.user("l" + i), "doc:list", Right.READ))
                    .toArray(Change[]::new));
            List<String> found = all(
                    admin,
                    of("doc:list"),
                    "to",
                    page -> make(
                            allow(Subject.user("later" + page), "doc:list", Right.READ),
                            new Change.EntryRemoved(
                                    ((Change.EntryAdded) allow(Subject.user("l" + (8 - page)), "doc:list", Right.READ))
                                            .entry())));
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 9).mapToObj(i -> "user:l" + i).toList());
        }

        @Test
        void listsWhenTheCursorIsOfAnotherListThenRefused() {
            make(allow(Subject.user("c"), "doc:1", Right.READ), allow(Subject.user("d"), "doc:1", Right.READ));
            String cursor = "limit=1&cursor="
                    + admin.get(of("doc:1") + "?limit=1").is(200).text("next");
            admin.get(of("doc:1") + "?" + cursor).is(200);
            admin.get(of("doc:2") + "?" + cursor).is(400, "invalid-cursor");
            admin.get(of("doc:1") + "?right=read&" + cursor).is(400, "invalid-cursor");
            admin.get(of("doc:1") + "?to=user:c&" + cursor).is(400, "invalid-cursor");
            admin.get(ENTRIES + "?" + cursor).is(400, "invalid-cursor");
        }
    }

    @Nested
    class Doors {

        @Test
        void readsAListWhenTheObjectMayNotBeSharedThenForbidden() {
            Account reader = somebody("list-reader", "doc:1", Right.READ);
            assertThat(as(reader).get(of("doc:1")).is(403, "forbidden").text("right"))
                    .isEqualTo("share");
            Account sharer = somebody("list-sharer", "doc:1", Right.SHARE);
            assertThat(as(sharer).get(of("doc:1")).is(403, "forbidden").text("right"))
                    .isEqualTo("read");
            make(allow(Contents.of(sharer), "doc:1", Right.READ));
            as(sharer).get(of("doc:1")).is(200);
            as(sharer).get(of("doc:2")).is(403, "forbidden");
            as(sharer).get(ENTRIES + "?object=doc:1").is(403, "forbidden");
            Account auditor = somebody("list-auditor", "access:decisions", Right.READ);
            as(auditor).get(ENTRIES + "?object=doc:1").is(200);
            as(auditor).get(of("doc:1")).is(403, "forbidden");
        }
    }

    /** Nobody can give what they do not hold. */
    @Nested
    class Grantor {

        @Test
        void addsAndRemovesWhenARightIsNotHeldThenRefused() {
            Account sharer = somebody("m5-sharer", "doc:m5", Right.SHARE, Right.READ);
            String self = "user:" + sharer.id().value();
            as(sharer).post(of("doc:m5"), allowed("user:friend", "read")).is(201);
            as(sharer).post(of("doc:m5"), allowed(self, "read", "sign")).is(403, "not-permitted");
            as(sharer).post(of("doc:m5"), allowed(self, "*")).is(403, "not-permitted");
            as(sharer).post(of("doc:1"), allowed(self, "read")).is(403, "not-permitted");
            as(sharer).post(of("doc:none"), allowed(self, "read")).is(403, "not-permitted");
            as(sharer)
                    .post(of("doc:m5"), "{\"effect\":\"deny\",\"to\":\"everyone\",\"rights\":[\"sign\"]}")
                    .is(403, "not-permitted");
            admin.post(of("doc:m5"), "{\"effect\":\"deny\",\"to\":\"" + self + "\",\"rights\":[\"sign\"]}")
                    .is(201);
            as(sharer)
                    .delete(of("doc:m5") + "?effect=deny&to=" + self + "&rights=sign")
                    .is(403, "not-permitted");
            as(sharer)
                    .delete(of("doc:m5") + "?effect=deny&to=user:none&rights=sign")
                    .is(403, "not-permitted");
            as(sharer)
                    .delete(of("doc:m5") + "?effect=allow&to=user:friend&rights=read")
                    .is(204);
        }

        @Test
        void addsWhenTheObjectMayNotBeSharedThenRefused() {
            Account reader = somebody("m5-reader", "doc:m5", Right.READ, Right.UPDATE, Right.DELETE);
            as(reader).post(of("doc:m5"), allowed("user:friend", "read")).is(403, "not-permitted");
        }
    }
}
