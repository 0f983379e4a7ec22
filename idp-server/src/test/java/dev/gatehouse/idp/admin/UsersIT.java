package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.ObservedTrail;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.CredentialCheck;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.audit.ChangeEvent;
import dev.gatehouse.idp.sessions.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /api/v1/users} over HTTP. */
class UsersIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final String USERS = "/api/v1/users";

    private static Api api;
    private static People people;

    @BeforeAll
    static void authenticate() {
        api = Api.asAdministrator(SERVER);
        people = new People(SERVER);
    }

    private static String path(JsonNode user) {
        return USERS + "/" + user.path("id").asString();
    }

    private static JsonNode created(String body) {
        return api.post(USERS, body).is(201).json();
    }

    private static CredentialCheck check(JsonNode user, String password) {
        return SERVER.bean(Passwords.class)
                .check(Optional.of(new AccountId(user.path("id").asString())), Password.typed(password));
    }

    private static List<String> usernames(String query) {
        var names = new ArrayList<String>();
        String next = "";
        do {
            JsonNode page = api.get(USERS + "?limit=2&" + query + (next.isEmpty() ? "" : "&cursor=" + next))
                    .is(200)
                    .json();
            page.path("items").forEach(item -> names.add(item.path("username").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());
        return names;
    }

    @Nested
    class Creation {

        @Test
        void createsWhenBodyIsValidThenItReadsBackWithoutThePassword() {
            Api.Answer answer = api.post(
                            USERS,
                            "{\"username\":\"alice\",\"email\":\"Alice@Example.org\",\"givenName\":\"Alice\","
                                    + "\"familyName\":\"Ängström\",\"password\":\"a lantern in the fog\"}")
                    .is(201);
            JsonNode user = answer.json();
            assertThat(answer.response().headers().firstValue("Location")).hasValue(path(user));
            assertThat(user.path("status").asString()).isEqualTo("active");
            assertThat(user.path("email").asString()).isEqualTo("Alice@Example.org");
            assertThat(api.get(path(user)).is(200).json()).isEqualTo(user);
            assertThat(api.get(path(user)).etag()).isEqualTo(answer.etag());
            assertThat(answer.response().body()).doesNotContain("lantern");
            assertThat(check(user, "a lantern in the fog")).isEqualTo(new CredentialCheck.Right(false));
        }

        @Test
        void createsWhenEveryStandardClaimIsGivenThenItReadsBackTheSame() {
            String body = """
                    {"username":"claims","email":"claims@example.org","emailVerified":true,"name":"A B","givenName":"A",
                     "familyName":"B","middleName":"M","nickname":"N","preferredUsername":"ab",
                     "profile":"https://ab.example/","picture":"https://ab.example/p.png","website":"https://ab.example",
                     "gender":"x","birthdate":"0000-02-29","zoneinfo":"Europe/Berlin","locale":"de-DE",
                     "phoneNumber":"+49 30 123456","phoneNumberVerified":true,
                     "address":{"formatted":"Street 1\\n10115 Berlin","streetAddress":"Street 1","locality":"Berlin",
                      "region":"BE","postalCode":"10115","country":"DE"}}""";
            JsonNode user = created(body);
            JsonMapper.builder()
                    .build()
                    .readTree(body)
                    .properties()
                    .forEach(member -> assertThat(user.get(member.getKey()))
                            .as(member.getKey())
                            .isEqualTo(member.getValue()));
        }

        @Test
        void createsWhenTheNameIsTakenInAnyFormThenConflict() {
            created("{\"username\":\"Bob\",\"email\":\"bob@example.org\"}");
            api.post(USERS, "{\"username\":\"ＢＯＢ\"}").is(409, "username-taken");
            api.post(USERS, "{\"username\":\"bob2\",\"email\":\"BOB@EXAMPLE.ORG\"}")
                    .is(409, "email-taken");
        }

        @Test
        void createsWhenRacedThenExactlyOneIsCreated() throws Exception {
            var answers = new ArrayList<Integer>();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var call : callers.invokeAll(IntStream.range(0, 8)
                        .mapToObj(i -> (Callable<Integer>) () ->
                                api.post(USERS, "{\"username\":\"raced\"}").status())
                        .toList())) {
                    answers.add(call.get());
                }
            }
            assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = ';',
                quoteCharacter = '\0',
                value = {
                    "{};#/username required",
                    "{\"username\":null};#/username required",
                    "{\"username\":\" \"};#/username blank",
                    "{\"username\":\"a b\"};#/username invalid-username",
                    "{\"username\":\"a\\u0000\"};#/username invalid-characters",
                    "{\"username\":\"a\\u202eb\"};#/username invalid-characters",
                    "{\"username\":1};#/username wrong-type",
                    "{\"username\":\"x1\",\"email\":\"nobody\"};#/email invalid-email",
                    "{\"username\":\"x1\",\"emailVerified\":true};#/emailVerified inconsistent",
                    "{\"username\":\"x1\",\"password\":\"short\"};#/password too-short",
                    "{\"username\":\"x1\",\"password\":\"passwordpassword\"};#/password common-password",
                    "{\"username\":\"x1\",\"password\":true};#/password wrong-type",
                    "{\"username\":\"x1\",\"mustChangePassword\":true};#/mustChangePassword inconsistent",
                    "{\"username\":\"x1\",\"website\":\"javascript:alert(1)\"};#/website malformed",
                    "{\"username\":\"x1\",\"birthdate\":\"2026-02-30\"};#/birthdate malformed",
                    "{\"username\":\"x1\",\"zoneinfo\":\"Mars/Base\"};#/zoneinfo malformed",
                    "{\"username\":\"x1\",\"address\":\"Street\"};#/address wrong-type",
                    "{\"username\":\"x1\",\"address\":{\"street\":\"x\"}};#/address/street unknown-member",
                    "{\"username\":\"x1\",\"id\":\"usr_00000000000000000000000000000000\"};#/id unknown-member",
                    "{\"username\":\"x1\",\"status\":\"suspended\"};#/status unknown-member",
                    "{\"username\":\"x1\",\"roles\":[\"admins\"]};#/roles unknown-member",
                    "{\"username\":\"x1\",\"administrator\":true};#/administrator unknown-member",
                    "{\"username\":\"x1\",\"generation\":9};#/generation unknown-member",
                    "{\"username\":\"x1\",\"__proto__\":{}};#/__proto__ unknown-member"
                })
        void createsWhenAMemberIsBadThenItIsNamed(String body, String error) {
            assertThat(api.post(USERS, body).is(400, "invalid-members").errors())
                    .containsExactly(error);
        }
    }

    @Nested
    class Change {

        @Test
        void patchesWhenMembersAreGivenThenOthersStayAndNullRemoves() {
            JsonNode user = created("{\"username\":\"carol\",\"givenName\":\"C\",\"nickname\":\"n\","
                    + "\"address\":{\"country\":\"DE\",\"locality\":\"Ulm\"}}");
            JsonNode patched = api.patch(
                            path(user),
                            "{\"nickname\":null,\"familyName\":\"Doe\",\"address\":{\"locality\":null,\"region\":\"BW\"}}")
                    .is(200)
                    .json();
            assertThat(patched.has("nickname")).isFalse();
            assertThat(patched.path("givenName").asString()).isEqualTo("C");
            assertThat(patched.path("address").toString()).isEqualTo("{\"region\":\"BW\",\"country\":\"DE\"}");
        }

        @Test
        void patchesWhenTheWholeRepresentationComesBackThenNothingChanges() {
            JsonNode user = created("{\"username\":\"echo\",\"email\":\"echo@example.org\"}");
            Api.Answer read = api.get(path(user));
            assertThat(api.patch(path(user), read.response().body()).is(200).etag())
                    .isEqualTo(read.etag());
        }

        @Test
        void patchesWhenTheAddressChangesThenItIsNotVerifiedAnyMore() {
            JsonNode user = created("{\"username\":\"dora\",\"email\":\"d@example.org\",\"emailVerified\":true,"
                    + "\"phoneNumber\":\"+4930123\",\"phoneNumberVerified\":true}");
            JsonNode patched = api.patch(path(user), "{\"email\":\"other@example.org\",\"phoneNumber\":\"+4930124\"}")
                    .is(200)
                    .json();
            assertThat(patched.path("emailVerified").asBoolean()).isFalse();
            assertThat(patched.path("phoneNumberVerified").asBoolean()).isFalse();
            api.patch(path(user), "{\"email\":null}").is(200);
        }

        @Test
        void patchesWhenAMemberIsReadOnlyThenRefusedByName() {
            JsonNode user = created("{\"username\":\"eve\"}");
            assertThat(api.patch(path(user), "{\"status\":\"suspended\",\"id\":\"x\",\"createdAt\":null,\"x\":1}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactlyInAnyOrder(
                            "#/status read-only", "#/id read-only", "#/createdAt read-only", "#/x unknown-member");
        }

        @Test
        void patchesWhenStaleThenPreconditionFailed() {
            JsonNode user = created("{\"username\":\"frank\"}");
            String first = api.get(path(user)).etag();
            api.patch(path(user), "{\"nickname\":\"f\"}", first).is(200);
            for (String write : List.of("{\"nickname\":\"g\"}", "{\"password\":\"a lantern in the fog\"}")) {
                api.patch(path(user), write, first).is(412, "stale");
            }
            api.delete(path(user), first).is(412, "stale");
            api.send("POST", path(user) + "/suspend", null, first).is(412, "stale");
        }

        @Test
        void patchesWhenTwoNameTheSameVersionThenExactlyOneIsDone() throws Exception {
            JsonNode user = created("{\"username\":\"gina\"}");
            String etag = api.get(path(user)).etag();
            var answers = new ArrayList<Integer>();
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var call : callers.invokeAll(IntStream.range(0, 8)
                        .mapToObj(i ->
                                (Callable<Integer>) () -> api.patch(path(user), "{\"nickname\":\"n" + i + "\"}", etag)
                                        .status())
                        .toList())) {
                    answers.add(call.get());
                }
            }
            assertThat(answers).containsOnlyOnce(200).containsOnly(200, 412);
        }

        @Test
        void patchesWhenRecordedThenPersonalValuesAreMarkedAndPasswordsAreNotThere() {
            JsonNode user = created("{\"username\":\"heidi\",\"password\":\"a lantern in the fog\"}");
            ObservedTrail trail = SERVER.trail();
            trail.clear();
            api.patch(path(user), "{\"nickname\":\"very personal\"}").is(200);
            assertThat(trail.events().getLast()).isInstanceOfSatisfying(ChangeEvent.class, event -> {
                assertThat(event.person()).hasValue(user.path("id").asString());
                assertThat(event.changes()).allSatisfy(change -> {
                    assertThat(change.field()).isEqualTo("nickname");
                    assertThat(change.personal()).isTrue();
                });
            });
            api.patch(path(user), "{\"password\":\"another lantern in fog\"}").is(200);
            assertThat(trail.events().toString()).doesNotContain("another lantern");
        }
    }

    @Nested
    class Passwording {

        private final Account account = people.member("pw-" + System.nanoTime());
        private final String path = USERS + "/" + account.id().value();
        private final JsonNode user = api.get(path).json();

        @Test
        void resetsWhenNoPasswordIsGivenThenOneForTheNextSignInIsShown() {
            String token = people.token(account);
            Api.as(SERVER, token).get("/api/v1/me").is(200);
            String oneTime = api.post(path + "/password-reset").is(200).text("oneTimePassword");
            assertThat(oneTime).hasSizeGreaterThan(19);
            assertThat(check(user, oneTime)).isEqualTo(new CredentialCheck.Right(true));
            assertThat(check(user, People.PASSWORD)).isInstanceOf(CredentialCheck.Wrong.class);
            assertThat(SERVER.bean(Sessions.class).of(account.id())).isEmpty();
            Api.as(SERVER, token).get("/api/v1/me").is(401, "invalid-token");
        }

        @Test
        void resetsWhenAPasswordIsGivenThenItIsForTheNextSignInAndNotShown() {
            Api.Answer answer = api.post(path + "/password-reset", "{\"password\":\"a candle in the hall\"}")
                    .is(200);
            assertThat(answer.json().has("oneTimePassword")).isFalse();
            assertThat(answer.response().body()).doesNotContain("candle");
            assertThat(check(user, "a candle in the hall")).isEqualTo(new CredentialCheck.Right(true));
        }

        @Test
        void resetsWhenThePasswordIsPoorThenRefusedAndNothingEnds() {
            String token = people.token(account);
            assertThat(api.post(path + "/password-reset", "{\"password\":\"short\"}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/password too-short");
            assertThat(api.post(path + "/password-reset", "{\"pasword\":\"x\"}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/pasword unknown-member");
            Api.as(SERVER, token).get("/api/v1/me").is(200);
            assertThat(check(user, People.PASSWORD)).isEqualTo(new CredentialCheck.Right(false));
        }

        @Test
        void patchesWhenThePasswordIsAloneThenItIsToKeep() {
            api.patch(path, "{\"password\":\"a candle in the hall\"}").is(200);
            assertThat(check(user, "a candle in the hall")).isEqualTo(new CredentialCheck.Right(false));
            assertThat(api.patch(path, "{\"password\":\"a match in the dark\",\"nickname\":\"x\"}")
                            .is(400, "invalid-members")
                            .errors())
                    .containsExactly("#/nickname unknown-member");
            api.patch(path, "{\"password\":null}").is(400, "invalid-members");
        }
    }

    @Nested
    class Suspension {

        private final Account account = people.member("sus-" + System.nanoTime());
        private final String path = USERS + "/" + account.id().value();
        private final String token = people.token(account);

        @Test
        void suspendsWhenActiveThenTokensDieAtOnceAndForGood() {
            Api person = Api.as(SERVER, token);
            person.get("/api/v1/me").is(200);
            assertThat(api.post(path + "/suspend").is(200).text("status")).isEqualTo("suspended");
            person.get("/api/v1/me").is(403, "ACCOUNT_SUSPENDED");
            assertThat(api.post(path + "/suspend").is(200).text("status")).isEqualTo("suspended");
            assertThat(api.post(path + "/resume").is(200).text("status")).isEqualTo("active");
            person.get("/api/v1/me").is(401, "invalid-token");
            Api.as(SERVER, people.token(account)).get("/api/v1/me").is(200);
        }

        @Test
        void suspendsWhenTheTokenWasDeadBeforeThenItSaysNothingOfTheSuspension() {
            String session = people.session(account).session().sid().value();
            var live = people.session(account);
            String other = people.token(account, live);
            api.delete("/api/v1/sessions/" + live.session().sid().value()).is(204);
            api.post(path + "/suspend").is(200);
            Api.as(SERVER, other).get("/api/v1/me").is(401, "invalid-token");
            assertThat(session).isNotEmpty();
        }

        @Test
        void changesWhenItWouldLockOneselfOutThenRefused() {
            Account boss = people.administrator("boss-" + System.nanoTime());
            Api self = Api.as(SERVER, people.token(boss));
            String own = USERS + "/" + boss.id().value();
            self.post(own + "/suspend").is(409, "own-account");
            self.delete(own).is(409, "own-account");
            self.patch(own, "{\"nickname\":\"b\"}").is(200);
        }
    }

    @Nested
    class Deletion {

        @Test
        void deletesWhenTheyHaveTokensThenAllIsDeadAndTheNameIsFree() {
            Account account = people.member("leaver");
            Api person = Api.as(SERVER, people.token(account));
            String path = USERS + "/" + account.id().value();
            api.delete(path).is(204);
            person.get("/api/v1/me").is(401, "invalid-token");
            api.get(path).is(404, "not-found");
            api.delete(path).is(404, "not-found");
            assertThat(SERVER.bean(Sessions.class).of(account.id())).isEmpty();
            assertThat(SERVER.bean(AccountDirectory.class).find(account.id())).isEmpty();
            assertThat(created("{\"username\":\"leaver\"}").path("id").asString())
                    .isNotEqualTo(account.id().value());
        }
    }

    @Nested
    class Listing {

        @Test
        void listsWhenFilteredThenThoseAlone() {
            for (String name : List.of("list-b", "List-A", "list-c")) {
                created("{\"username\":\"" + name + "\",\"email\":\"" + name + "@example.org\"}");
            }
            assertThat(usernames("usernamePrefix=LIST-")).containsExactly("List-A", "list-b", "list-c");
            assertThat(usernames("username=LIST-A")).containsExactly("List-A");
            assertThat(usernames("username=list-")).isEmpty();
            assertThat(usernames("email=list-c%40EXAMPLE.org")).containsExactly("list-c");
            assertThat(usernames("email=list-c%40example.org&username=list-b")).isEmpty();
            String path = USERS + "/"
                    + api.get(USERS + "?username=list-b")
                            .json()
                            .path("items")
                            .get(0)
                            .path("id")
                            .asString();
            api.post(path + "/suspend").is(200);
            assertThat(usernames("status=suspended&usernamePrefix=list-")).containsExactly("list-b");
            assertThat(usernames("status=active&usernamePrefix=list-")).containsExactly("List-A", "list-c");
            assertThat(usernames("status=active&username=list-b")).isEmpty();
            assertThat(usernames("")).contains("List-A", "list-b", "list-c");
        }

        @Test
        void listsWhenACursorIsOfAnotherFilterThenRefused() {
            for (String name : List.of("cur-a", "cur-b")) {
                created("{\"username\":\"" + name + "\"}");
            }
            String next = api.get(USERS + "?usernamePrefix=cur-&limit=1").text("next");
            assertThat(next).isNotEmpty();
            api.get(USERS + "?usernamePrefix=cur-&limit=1&cursor=" + next).is(200);
            api.get(USERS + "?usernamePrefix=cur&limit=1&cursor=" + next).is(400, "invalid-cursor");
            api.get(USERS + "?limit=1&cursor=" + next).is(400, "invalid-cursor");
            api.get("/api/v1/clients?limit=1&cursor=" + next).is(400, "invalid-cursor");
        }

        @ParameterizedTest
        @CsvSource({
            "status=deleted,invalid-parameter",
            "status=,invalid-parameter",
            "sort=username,unknown-parameter",
            "username=a&username=b,invalid-parameter"
        })
        void listsWhenAParameterIsBadThenRefused(String query, String code) {
            api.get(USERS + "?" + query).is(400, code);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "' OR '1'='1",
                    "%",
                    "_",
                    "\"; DROP TABLE accounts; --",
                    "*",
                    "{\"$ne\":null}",
                    "../../etc/passwd"
                })
        void listsWhenAFilterIsHostileThenItIsATextLikeAnyOther(String text) {
            String encoded = java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
            for (String filter : List.of("username", "usernamePrefix", "email")) {
                assertThat(api.get(USERS + "?" + filter + "=" + encoded)
                                .is(200)
                                .json()
                                .path("items")
                                .size())
                        .isZero();
            }
        }
    }
}
