package dev.gatehouse.idp.access.contents;

import static dev.gatehouse.idp.access.contents.Contents.all;
import static dev.gatehouse.idp.access.contents.Contents.allow;
import static dev.gatehouse.idp.access.contents.Contents.object;
import static dev.gatehouse.idp.access.contents.Contents.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Right;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.admin.Api;
import dev.gatehouse.idp.admin.People;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/v1/object-types}. */
class ObjectTypesIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String TYPES = "/api/v1/object-types";

    private static People people;
    private static Api admin;

    @BeforeAll
    static void authenticate() {
        people = new People(SERVER);
        admin = Api.asAdministrator(SERVER);
    }

    private static Api somebody(String name, String object, Right... rights) {
        Account account = people.member(name);
        Decisions.make(SERVER, "system", allow(Contents.of(account), object, rights));
        return Api.as(SERVER, people.token(account));
    }

    @Nested
    class Shape {

        @Test
        void definesWhenItIsNewThenCreatedAndAnewThenReplaced() {
            Api.Answer created = admin.put(TYPES + "/doc", "{\"rights\":[\"sign\",\"print\"],\"parents\":[\"doc\"]}")
                    .is(201);
            assertThat(created.json().toString())
                    .isEqualTo("{\"type\":\"doc\",\"rights\":[\"print\",\"sign\"],\"parents\":[\"doc\"]}");
            Api.Answer read =
                    admin.get(TYPES + "/doc?revision=" + revision(created)).is(200);
            assertThat(read.json()).isEqualTo(created.json());
            assertThat(read.etag()).isEqualTo(created.etag());
            assertThat(revision(
                            admin.put(TYPES + "/doc", read.json().toString()).is(200)))
                    .isEqualTo(revision(created));
            assertThat(admin.put(TYPES + "/doc", "{\"rights\":[\"sign\"]}")
                            .is(200)
                            .json()
                            .path("parents"))
                    .isEmpty();
            assertThat(all(admin, TYPES, "type"))
                    .contains("doc", "workspace", "role", "client")
                    .doesNotHaveDuplicates();
        }

        @Test
        void definesWhenWhatIsInUseIsLeftOutThenConflict() {
            admin.put(TYPES + "/used", "{\"rights\":[\"stamp\"],\"parents\":[\"used\"]}")
                    .is(201);
            Decisions.make(
                    SERVER,
                    "system",
                    object("used:1"),
                    object("used:2", "used:1"),
                    allow(dev.gatehouse.acl.Subject.GUEST, "used:1", new Right("stamp")));
            admin.put(TYPES + "/used", "{\"rights\":[\"stamp\"]}").is(409, "parent-type-in-use");
            admin.put(TYPES + "/used", "{\"parents\":[\"used\"]}").is(409, "right-in-use");
            admin.put(TYPES + "/client", "{\"parents\":[\"used\"]}").is(409, "reserved-type");
            admin.put(TYPES + "/tokens", "{}").is(409, "reserved-type");
            admin.put(TYPES + "/x", "{\"parents\":[\"none\"]}").is(409, "unknown-type");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a%20b|{}|#/type malformed",
                    "~|{}|#/type malformed",
                    "x|{\"rights\":[\"*\"]}|#/type malformed",
                    "x|{\"rights\":\"sign\"}|#/rights wrong-type",
                    "x|{\"type\":\"y\"}|#/type read-only",
                    "x|{\"right\":[]}|#/right unknown-member",
                    "x|{\"rights\":[\"a\",\"a\"]}|#/rights/1 duplicate"
                })
        void definesWhenTheBodyIsWrongThenTheMemberIsNamed(String name, String body, String fault) {
            assertThat(admin.put(TYPES + "/" + name, body)
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly(fault);
        }
    }

    @Nested
    class BuiltIn {

        @Test
        void definesWhenRightsAreAddedThenTheyCanBeGivenAndOurOwnDoorsStayAsTheyAre() {
            admin.put(TYPES + "/user", "{\"rights\":[\"deploy\"]}").is(200);
            Account account = people.member("deployed");
            Decisions.make(SERVER, "system", allow(dev.gatehouse.acl.Subject.GUEST, "users:all", new Right("deploy")));
            admin.get("/api/v1/users/" + account.id().value()).is(200);
            admin.put(TYPES + "/user", "{}").is(409, "right-in-use");
        }
    }

    @Nested
    class Versions {

        private static Api.Answer putUnlessThere(String type) {
            return admin.send(
                    "PUT",
                    TYPES + "/once",
                    SERVER.request(TYPES + "/once")
                            .header("Content-Type", "application/json")
                            .header("If-None-Match", "*")
                            .PUT(BodyPublishers.ofString(type)));
        }

        @Test
        void definesWhenItMustNotBeThereThenOnlyOnce() {
            String type = "{\"rights\":[\"once\"]}";
            putUnlessThere(type).is(201);
            putUnlessThere(type).is(412, "stale");
        }

        @Test
        void definesWhenItWasDefinedAnewMeanwhileThenStale() {
            String old = admin.put(TYPES + "/versioned", "{}").is(201).etag();
            admin.put(TYPES + "/versioned", "{\"rights\":[\"a\"]}", old).is(200);
            admin.put(TYPES + "/versioned", "{\"rights\":[\"b\"]}", old).is(412, "stale");
            assertThat(admin.get(TYPES + "/versioned")
                            .is(200)
                            .json()
                            .path("rights")
                            .path(0)
                            .asString())
                    .isEqualTo("a");
        }
    }

    @Nested
    class Doors {

        @Test
        void readsWhenNobodyMayAskAboutOthersThenForbiddenWhetherItIsThereOrNot() {
            Api nobody = Api.as(SERVER, people.token(people.member("nobody")));
            for (String path : List.of(TYPES, TYPES + "/workspace", TYPES + "/none")) {
                assertThat(nobody.get(path).is(403, "forbidden").text("object")).isEqualTo("access:decisions");
            }
            Api asker = somebody("asker", "access:decisions", Right.READ);
            asker.get(TYPES).is(200);
            asker.get(TYPES + "/workspace").is(200);
            asker.get(TYPES + "/none").is(404, "not-found");
            asker.get(TYPES + "/a%20b").is(404, "not-found");
        }

        /** Nobody can give what they do not hold: a new right on a type is in every entry with {@code *}. */
        @Test
        void definesWhenTheRootMayNotBeUpdatedThenRefused() {
            Api keeper = somebody("decider", "access:decisions", Right.READ, Right.UPDATE, Right.SHARE);
            keeper.put(TYPES + "/mine", "{}").is(403, "not-permitted");
            keeper.put(TYPES + "/workspace", "{}", "\"x\"").is(403, "not-permitted");
            somebody("type-updater", "workspace:system", Right.UPDATE)
                    .put(TYPES + "/mine", "{}")
                    .is(201);
        }
    }
}
