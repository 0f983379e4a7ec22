package dev.gatehouse.idp.access.contents;

import static dev.gatehouse.idp.access.contents.Contents.all;
import static dev.gatehouse.idp.access.contents.Contents.allow;
import static dev.gatehouse.idp.access.contents.Contents.encoded;
import static dev.gatehouse.idp.access.contents.Contents.revision;
import static dev.gatehouse.idp.access.contents.Contents.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.Entry;
import dev.gatehouse.acl.Everyone;
import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.RoleRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.access.decisions.Decisions;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.admin.Api;
import dev.gatehouse.idp.admin.People;
import dev.gatehouse.idp.api.PathId;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.audit.ChangeEvent;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code /api/v1/roles} and the members of roles. */
class RolesIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String ROLES = "/api/v1/roles";

    private static People people;
    private static Api admin;
    private static Api nobody;
    private static Api acmeBoss;

    @BeforeAll
    static void authenticate() {
        people = new People(SERVER);
        admin = Api.asAdministrator(SERVER);
        nobody = Api.as(SERVER, people.token(people.member("nobody")));
        acmeBoss = Api.as(
                SERVER, people.token(Administrators.addElsewhere(SERVER, "acme", people.member("acme", "acme-boss"))));
    }

    private static void make(Change... changes) {
        Decisions.make(SERVER, "system", changes);
    }

    private static Change in(String role, dev.gatehouse.acl.Member member) {
        return new Change.MemberAdded(new RoleId(role), member);
    }

    private static Account somebody(String name, String object, Right... rights) {
        Account account = people.member(name);
        make(allow(Contents.of(account), object, rights));
        return account;
    }

    private static Api as(Account account) {
        return Api.as(SERVER, people.token(account));
    }

    private static String body(String role) {
        return JsonNodeFactory.instance.objectNode().put("role", role).toString();
    }

    @Nested
    class Shape {

        @Test
        void createsWhenTheRoleIsNewThenItIsThereUnderItsLocationAndTag() {
            Api.Answer created = admin.post(ROLES, body("shape")).is(201);
            assertThat(created.json().toString()).isEqualTo("{\"role\":\"shape\"}");
            String path = created.response().headers().firstValue("Location").orElseThrow();
            assertThat(path).endsWith("/api/v1/roles/shape");
            Api.Answer read =
                    admin.get(ROLES + "/shape?revision=" + revision(created)).is(200);
            assertThat(read.json()).isEqualTo(created.json());
            assertThat(read.etag()).isEqualTo(created.etag());
            assertThat(all(admin, ROLES, "role")).contains("admins", "users", "guests", "shape");
            String gone = revision(admin.delete(ROLES + "/shape").is(204));
            admin.get(ROLES + "/shape?revision=" + gone).is(404, "not-found");
            admin.delete(ROLES + "/shape").is(404, "not-found");
        }

        @Test
        void createsWhenTheWorkspaceIsNamedThenSoIsItInTheLocation() {
            String path = admin.post(ROLES + "?workspace=acme", body("of-acme"))
                    .is(201)
                    .response()
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            admin.get(path).is(200);
            admin.get(ROLES + "/of-acme").is(404, "not-found");
        }

        @Test
        void createsWhenItIsThereThenConflictAndNothingNew() {
            String before = revision(admin.post(ROLES, body("twice")).is(201));
            admin.post(ROLES, body("twice")).is(409, "role-exists");
            assertThat(revision(admin.get(ROLES + "/twice").is(200))).isEqualTo(before);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}|#/role required",
                    "{\"role\":\"a/b\"}|#/role malformed",
                    "{\"role\":7}|#/role wrong-type",
                    "{\"role\":\"\"}|#/role malformed",
                    "{\"role\":\"a\",\"member\":\"guest\"}|#/member unknown-member"
                })
        void createsWhenTheBodyIsWrongThenTheMemberIsNamed(String body, String fault) {
            assertThat(admin.post(ROLES, body).is(400, "invalid-members").errors())
                    .containsExactly(fault);
        }

        @ParameterizedTest
        @CsvSource({
            "limit=0,invalid-parameter",
            "limit=201,invalid-parameter",
            "limit=x,invalid-parameter",
            "revision=x,invalid-parameter",
            "revision=rzzz.zzz,REVISION_UNKNOWN",
            "workspace=,invalid-parameter",
            "member=alice,invalid-parameter",
            "member=user:a&through=x,invalid-parameter",
            "through=roles,invalid-parameter",
            "name=x,unknown-parameter",
            "limit=1&limit=2,invalid-parameter",
            "workspace=acme&workspace=system,invalid-parameter"
        })
        void listsWhenAParameterIsWrongThenRefused(String query, String code) {
            admin.get(ROLES + "?" + query).is(400, code);
        }

        @Test
        void listsMembersWhenThereAreSomeThenTheDirectOnes() {
            make(
                    role("m1"),
                    role("m2"),
                    in("m1", RoleRef.here("m2")),
                    in("m1", Subject.user("u")),
                    in("m1", Subject.service("s")),
                    in("m1", Subject.GUEST),
                    in("m1", Everyone.EVERYONE),
                    in("m2", Subject.user("below")));
            assertThat(all(admin, ROLES + "/m1/members", "member"))
                    .containsExactlyInAnyOrder("role:m2", "user:u", "service:s", "guest", "everyone");
            admin.delete(ROLES + "/m1").is(204); // Everyone was in it, and other tests list what somebody is in.
        }

        @Test
        void listsWhenAMemberIsNamedThenTheRolesThatItIsIn() {
            make(role("up"), role("down"), in("up", RoleRef.here("down")), in("down", Subject.user("deep")));
            assertThat(all(admin, ROLES + "?member=user:deep", "role")).containsExactly("down");
            assertThat(all(admin, ROLES + "?member=user:deep&through=membership", "role"))
                    .containsExactly("down");
            assertThat(all(admin, ROLES + "?member=user:deep&through=roles", "role"))
                    .containsExactlyInAnyOrder("users", "up", "down");
            assertThat(all(admin, ROLES + "?member=role:down", "role")).containsExactly("up");
        }

        @Test
        void addsAMemberWhenItIsNoneThenCreatedAndAgainThenTheSame() {
            make(role("club"));
            String path = ROLES + "/club/members/user:cleo";
            Api.Answer first = admin.send("PUT", path, null, null).is(201);
            assertThat(first.json().toString()).isEqualTo("{\"member\":\"user:cleo\"}");
            Api.Answer second = admin.send("PUT", path, null, null).is(200);
            assertThat(revision(second)).isEqualTo(revision(first));
            admin.delete(path).is(204);
            admin.delete(path).is(404, "not-found");
            assertThat(all(admin, ROLES + "/club/members", "member")).isEmpty();
        }

        @Test
        void addsAMemberWhenThatCannotBeThenTheReason() {
            make(role("a"), role("b"), in("a", RoleRef.here("b")));
            admin.send("PUT", ROLES + "/b/members/role:a", null, null).is(409, "role-cycle");
            admin.send("PUT", ROLES + "/b/members/role:none", null, null).is(409, "unknown-role");
            admin.send("PUT", ROLES + "/none/members/user:x", null, null).is(404, "not-found");
            admin.delete(ROLES + "/none/members/user:x").is(404, "not-found");
            admin.send("PUT", ROLES + "/b/members/alice", null, null).is(400, "malformed-member");
            admin.send("PUT", ROLES + "/b/members/~!", null, null).is(400, "malformed-id");
            admin.get(ROLES + "/none/members").is(404, "not-found");
        }

        @Test
        void addsAMemberWhenItIsARoleOfSystemThenNamedAsSuch() {
            acmeBoss.post(ROLES, body("guests-of-ours")).is(201);
            String member = "role:system/guests";
            String path = ROLES + "/guests-of-ours/members/" + PathId.write(member);
            acmeBoss.send("PUT", path, null, null).is(201);
            assertThat(all(acmeBoss, ROLES + "/guests-of-ours/members", "member"))
                    .containsExactly(member);
            assertThat(all(acmeBoss, ROLES + "?member=" + member, "role")).containsExactly("guests-of-ours");
            assertThat(all(acmeBoss, ROLES + "?member=guest&through=roles", "role"))
                    .containsExactlyInAnyOrder("guests-of-ours", "system/guests");
        }
    }

    @Nested
    class AnyId {

        @Test
        void namesWhenTheIdIsNastyThenThatVeryRoleAndMember() {
            for (String id : Contents.NASTY) {
                Api.Answer created = admin.post(ROLES, body(id)).is(201);
                String path = ROLES + "/" + PathId.write(id);
                assertThat(created.response().headers().firstValue("Location").orElseThrow())
                        .endsWith(path);
                assertThat(admin.get(path).is(200).text("role")).isEqualTo(id);
                assertThat(admin.get(path).is(200).etag()).isEqualTo(created.etag());
                String member = path + "/members/" + PathId.write("user:" + id);
                admin.send("PUT", member, null, null).is(201);
                assertThat(all(admin, path + "/members", "member")).containsExactly("user:" + id);
                assertThat(all(admin, ROLES + "?member=" + encoded("user:" + id), "role"))
                        .containsExactly(id);
                admin.delete(member).is(204);
            }
            assertThat(all(admin, ROLES, "role")).containsAll(Contents.NASTY).doesNotHaveDuplicates();
            for (String id : Contents.NASTY) {
                admin.delete(ROLES + "/" + PathId.write(id)).is(204);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"a%2Fb", "a%252Fb", "a%3Bb", "a;b", "%00", "%C3", "%2e%2e", "~YQ==", "~%20", "~w", "a%5Cb"})
        void namesWhenThePathIsAmbiguousThenRefusedWhoeverAsks(String segment) {
            for (Api caller : List.of(admin, nobody)) {
                assertThat(caller.get(ROLES + "/" + segment).status())
                        .as(segment)
                        .isIn(400, 403, 404);
                caller.delete(ROLES + "/" + segment);
            }
            assertThat(all(admin, ROLES, "role")).contains("admins");
        }

        /** What the gate asks about is what the controller then reads, however it is written. */
        @Test
        void readsWhenTheIdIsMarkedThenTheRightOnThatVeryRoleIsAsked() {
            make(role("open"), role("closed"));
            Api reader = as(somebody("one-role", "role:open", Right.READ));
            reader.get(ROLES + "/open").is(200);
            reader.get(ROLES + "/~b3Blbg").is(200);
            Api.Answer refused = reader.get(ROLES + "/~Y2xvc2Vk").is(403, "forbidden");
            assertThat(refused.text("object")).isEqualTo("role:closed");
            reader.get(ROLES + "/closed").is(403, "forbidden");
        }
    }

    @Nested
    class Pages {

        @Test
        void listsWhenOthersWriteMeanwhileThenCompleteAtOneRevision() {
            make(role("big"));
            make(IntStream.range(0, 9)
                    .mapToObj(i -> in("big", Subject.user("u" + i)))
                    .toArray(Change[]::new));
            List<String> found = all(
                    admin,
                    ROLES + "/big/members",
                    "member",
                    page -> make(
                            new Change.MemberRemoved(new RoleId("big"), Subject.user("u" + (8 - page))),
                            in("big", Subject.user("later" + page))));
            assertThat(found)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 9).mapToObj(i -> "user:u" + i).toList());
            assertThat(all(admin, ROLES + "/big/members", "member"))
                    .contains("user:later0")
                    .doesNotContain("user:u8");
        }

        @Test
        void listsWhenTheCursorIsOfAnotherListThenRefused() {
            make(
                    role("c1"),
                    role("c2"),
                    in("c1", Subject.user("1")),
                    in("c1", Subject.user("2")),
                    in("c2", Subject.user("1")),
                    in("c2", Subject.user("2")));
            Api.Answer first = admin.get(ROLES + "/c1/members?limit=1").is(200);
            String cursor = "limit=1&cursor=" + first.text("next");
            admin.get(ROLES + "/c1/members?" + cursor).is(200);
            admin.get(ROLES + "/c2/members?" + cursor).is(400, "invalid-cursor");
            admin.get(ROLES + "/c1/members?workspace=acme&" + cursor).is(400, "invalid-cursor");
            admin.get(ROLES + "/c1/members?" + cursor + "&revision=" + revision(first))
                    .is(200);
            admin.get(ROLES + "?" + cursor).is(400, "invalid-cursor");
            admin.get(ROLES + "/c1/members?limit=1&cursor=A" + first.text("next"))
                    .is(400, "invalid-cursor");
            acmeBoss.get(ROLES + "?" + cursor).is(400, "invalid-cursor");
        }
    }

    @Nested
    class Versions {

        @Test
        void deletesWhenTheRoleIsAnotherOneOfTheSameIdThenStale() {
            String old = admin.post(ROLES, body("phoenix")).is(201).etag();
            admin.delete(ROLES + "/phoenix", old).is(204);
            String now = admin.post(ROLES, body("phoenix")).is(201).etag();
            assertThat(now).isNotEqualTo(old);
            admin.delete(ROLES + "/phoenix", old).is(412, "stale");
            admin.send("PUT", ROLES + "/phoenix/members/user:x", null, old).is(412, "stale");
            admin.get(ROLES + "/phoenix").is(200);
            admin.send("PUT", ROLES + "/phoenix/members/user:x", null, now).is(201);
            admin.delete(ROLES + "/phoenix/members/user:x", old).is(412, "stale");
            admin.delete(ROLES + "/phoenix", "phoenix").is(400, "invalid-precondition");
            admin.delete(ROLES + "/phoenix", "*").is(204);
        }

        @Test
        void deletesWhenTheCallerMayNotThenTheVersionIsNotTold() {
            make(role("quiet"));
            nobody.delete(ROLES + "/quiet", "\"1\"").is(403, "not-permitted");
            nobody.delete(ROLES + "/no-such-role", "\"1\"").is(403, "not-permitted");
        }
    }

    @Nested
    class Doors {

        @Test
        void readsWhenNotPermittedThenForbiddenWhetherItIsThereOrNot() {
            make(role("there"));
            for (String id : List.of("there", "not-there", "~" + "Li4")) {
                nobody.get(ROLES + "/" + id).is(403, "forbidden");
                nobody.get(ROLES + "/" + id + "/members").is(403, "forbidden");
                nobody.delete(ROLES + "/" + id).is(403, "not-permitted");
                nobody.send("PUT", ROLES + "/" + id + "/members/user:x", null, null)
                        .is(403, "not-permitted");
                nobody.delete(ROLES + "/" + id + "/members/user:x").is(403, "not-permitted");
            }
            nobody.get(ROLES).is(403, "forbidden");
            Api reader = as(somebody("role-reader", "roles:all", Right.READ));
            reader.get(ROLES).is(200);
            reader.get(ROLES + "/there/members").is(200);
            reader.get(ROLES + "/not-there").is(404, "not-found");
            reader.get(ROLES + "/a").is(404, "not-found");
        }

        @Test
        void listsWhenAMemberIsNamedThenThatTakesToAskAboutOthers() {
            Account reader = somebody("member-reader", "roles:all", Right.READ);
            Api.Answer refused = as(reader).get(ROLES + "?member=user:deep").is(403, "forbidden");
            assertThat(refused.text("object")).isEqualTo("access:decisions");
            make(allow(Contents.of(reader), "access:decisions", Right.READ));
            as(reader).get(ROLES + "?member=user:deep").is(200);
        }

        @Test
        void readsWhenOneIsDeniedThenThatOneIsNotShown() {
            make(role("denied-one"));
            Account reader = somebody("denied-reader", "roles:all", Right.READ);
            make(new Change.EntryAdded(
                    Entry.deny(ObjectRef.of("role", "denied-one"), Contents.of(reader), Rights.of(Right.READ))));
            as(reader).get(ROLES + "/denied-one").is(403, "forbidden");
            as(reader).get(ROLES + "/denied-one/members").is(403, "forbidden");
        }
    }

    @Nested
    class Workspaces {

        @Test
        void readsWhenAnotherWorkspaceIsNamedThenThatOnesRoles() {
            acmeBoss.post(ROLES, body("acme-only")).is(201);
            assertThat(all(acmeBoss, ROLES, "role")).contains("acme-only").doesNotContain("admins");
            assertThat(all(admin, ROLES + "?workspace=acme", "role"))
                    .contains("acme-only")
                    .doesNotContain("admins");
            admin.get(ROLES + "/acme-only").is(404, "not-found");
            admin.get(ROLES + "/acme-only?workspace=acme").is(200);
            admin.post(ROLES + "?workspace=acme", body("made-from-system")).is(201);
            acmeBoss.get(ROLES + "/made-from-system").is(200);
        }

        /** A right in one's own workspace opens nothing in another, and being let in there gives no right. */
        @Test
        void readsWhenTheRightIsInTheOtherWorkspaceThenThatOneDecides() {
            acmeBoss.get(ROLES + "?workspace=system").is(403, "forbidden");
            acmeBoss.get(ROLES + "/admins?workspace=system").is(403, "forbidden");
            acmeBoss.post(ROLES + "?workspace=system", body("x")).is(403, "forbidden");
            acmeBoss.send("PUT", ROLES + "/admins/members/user:x?workspace=system", null, null)
                    .is(403, "forbidden");
            Account reader = somebody("reader-of-system", "roles:all", Right.READ);
            as(reader).get(ROLES).is(200);
            as(reader).get(ROLES + "?workspace=acme").is(403, "forbidden");
            Decisions.make(
                    SERVER,
                    "acme",
                    allow(Contents.of(reader), "workspace:acme", Right.READ),
                    new Change.EntryAdded(
                            Entry.deny(ObjectRef.of("roles", "all"), Contents.of(reader), Rights.of(Right.READ))));
            Api.Answer refused = as(reader).get(ROLES + "?workspace=acme").is(403, "forbidden");
            assertThat(refused.text("object")).isEqualTo("roles:all");
            as(reader).get("/api/v1/object-types?workspace=acme").is(200);
        }
    }

    /** Nobody can give what they do not hold. */
    @Nested
    class Grantor {

        @Test
        void createsAndDeletesWhenTheRootMayNotBeUpdatedThenRefused() {
            make(role("precious"));
            Api keeper = as(somebody("role-keeper", "roles:all", Right.READ, Right.UPDATE, Right.DELETE, Right.SHARE));
            keeper.post(ROLES, body("mine")).is(403, "not-permitted");
            keeper.delete(ROLES + "/precious").is(403, "not-permitted");
            Api updater = as(somebody("updater", "workspace:system", Right.UPDATE));
            updater.post(ROLES, body("updaters")).is(201);
            updater.delete(ROLES + "/updaters").is(204);
        }

        @Test
        void addsWhenTheCallerIsNotInTheRoleThenRefused() {
            make(role("powerful"));
            Account sharer = somebody("sharer", "role:powerful", Right.READ, Right.SHARE);
            String self = ROLES + "/powerful/members/user:" + sharer.id().value();
            as(sharer).send("PUT", self, null, null).is(403, "not-permitted");
            as(sharer)
                    .send("PUT", ROLES + "/powerful/members/everyone", null, null)
                    .is(403, "not-permitted");
            make(in("powerful", Contents.of(sharer)));
            as(sharer)
                    .send("PUT", ROLES + "/powerful/members/user:friend", null, null)
                    .is(201);
            as(sharer).delete(ROLES + "/powerful/members/user:friend").is(204);
            Account member = people.member("plain-member");
            make(in("powerful", Contents.of(member)));
            as(member)
                    .send("PUT", ROLES + "/powerful/members/user:friend", null, null)
                    .is(403, "not-permitted");
            as(member).delete(self).is(403, "not-permitted");
        }

        @Test
        void addsWhenItIsOnRecordThenIntentOutcomeAndTheChange() {
            make(role("recorded"));
            SERVER.trail().clear();
            admin.send("PUT", ROLES + "/recorded/members/user:rita", null, null).is(201);
            assertThat(SERVER.trail().summary()).containsExactly("access.changed INTENDED", "access.changed SUCCESS");
            assertThat(SERVER.trail().events().getLast().changes())
                    .singleElement()
                    .satisfies(change -> assertThat(change.after()).isEqualTo("role:recorded user:rita"));
            SERVER.trail().clear();
            admin.post(ROLES, body("recorded")).is(409);
            assertThat(SERVER.trail().summary()).containsExactly("access.changed INTENDED", "access.changed DENIED");
            assertThat(SERVER.trail().events().getLast().reason()).hasValue("role-exists");
        }
    }

    @Nested
    class OnRecord {

        private static ApiEvent recorded(Api.Answer answer) {
            assertThat(answer.status()).isPositive();
            return (ApiEvent) SERVER.trail().events().getLast();
        }

        @Test
        void writesWhenRefusedThenWhatWasTriedIsOnRecord() {
            nobody.put(ROLES + "/admins/members/user:evil", "").is(403, "not-permitted");
            ChangeEvent refused = (ChangeEvent) SERVER.trail().events().getLast();
            assertThat(refused.reason()).hasValue("not-permitted");
            assertThat(refused.facts())
                    .containsEntry(
                            "access.asked", "{\"change\":\"member.add\",\"role\":\"admins\",\"member\":\"user:evil\"}");
        }

        @Test
        void asksForTheHeadersWhenItIsARouteThenOnRecordAsThat() {
            var request = SERVER.request(ROLES)
                    .header("Authorization", "Bearer " + SERVER.adminToken())
                    .method("HEAD", BodyPublishers.noBody());
            assertThat(SERVER.send(request).statusCode()).isEqualTo(200);
            assertThat(SERVER.trail().events().getLast().action()).isEqualTo("role.listed");
        }

        @Test
        void readsWhenAnsweredOrRefusedThenWithTheWorkspaceTheThingAndTheQuery() {
            ApiEvent list = recorded(admin.get(ROLES + "?workspace=acme&member=user:a"));
            assertThat(list.action()).isEqualTo("role.listed");
            assertThat(list.workspace()).isEqualTo("acme");
            assertThat(list.facts())
                    .containsEntry("access.question", "roles of user:a MEMBERSHIP")
                    .containsEntry("access.found", "0")
                    .containsKey("access.revision");
            ApiEvent one = recorded(admin.get(ROLES + "/~YWRtaW5z"));
            assertThat(one.target().id()).isEqualTo("admins");
            assertThat(one.facts()).containsKey("access.revision");
            ApiEvent refused = recorded(nobody.get(ROLES + "?workspace=acme"));
            assertThat(refused.workspace()).isEqualTo("acme");
            assertThat(refused.reason()).hasValue("forbidden");
        }
    }
}
