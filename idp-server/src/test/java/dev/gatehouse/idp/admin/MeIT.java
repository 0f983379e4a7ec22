package dev.gatehouse.idp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.CredentialCheck;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Passwords;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.sessions.LiveSession;
import dev.gatehouse.idp.storage.ChangeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/me}, {@code /api/v1/sessions} and {@code /api/v1/signing-keys} over HTTP. */
class MeIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static int count;

    private final People people = new People(SERVER);
    private Account account;
    private LiveSession session;
    private Api me;
    private Api admin;

    @BeforeEach
    void signIn() {
        account = people.member("me-" + count++);
        session = people.session(account);
        me = Api.as(SERVER, people.token(account, session));
        admin = Api.asAdministrator(SERVER);
    }

    @Test
    void readsWhenPersonThenTheirOwnAccount() {
        Api.Answer answer = me.get("/api/v1/me").is(200);
        assertThat(answer.text("id")).isEqualTo(account.id().value());
        assertThat(admin.get("/api/v1/me").is(403, "persons-only").status()).isEqualTo(403);
    }

    @Test
    void patchesWhenProfileThenChangedAndNothingElseCanBe() {
        me.patch("/api/v1/me", "{\"nickname\":\"Me\",\"phoneNumber\":\"+4930123\"}")
                .is(200);
        assertThat(people.now(account).profile().nickname()).isEqualTo("Me");
        assertThat(me.patch(
                                "/api/v1/me",
                                "{\"username\":\"root\",\"email\":\"me@example.org\","
                                        + "\"emailVerified\":true,\"phoneNumberVerified\":true,\"status\":\"active\","
                                        + "\"password\":\"x\",\"id\":\"usr_0\"}")
                        .is(400, "invalid-members")
                        .errors())
                .containsExactlyInAnyOrder(
                        "#/username read-only",
                        "#/email read-only",
                        "#/emailVerified read-only",
                        "#/phoneNumberVerified read-only",
                        "#/id read-only",
                        "#/password unknown-member");
        assertThat(people.now(account).username()).isEqualTo(account.username());
    }

    @Test
    void patchesWhenStaleThenPreconditionFailed() {
        String first = me.get("/api/v1/me").etag();
        me.patch("/api/v1/me", "{\"nickname\":\"a\"}", first).is(200);
        me.patch("/api/v1/me", "{\"nickname\":\"b\"}", first).is(412, "stale");
    }

    @Test
    void changesPasswordWhenThePresentOneIsRightThenEverythingIssuedEnds() {
        me.post(
                        "/api/v1/me/password",
                        "{\"currentPassword\":\"" + People.PASSWORD + "\",\"newPassword\":\"a candle in the hall\"}")
                .is(204);
        assertThat(SERVER.bean(Passwords.class)
                        .check(Optional.of(account.id()), Password.typed("a candle in the hall")))
                .isEqualTo(new CredentialCheck.Right(false));
        me.get("/api/v1/me").is(401, "invalid-token");
    }

    @Test
    void changesPasswordWhenThePresentOneIsWrongThenRefusedAndSoonLimited() {
        String wrong = "{\"currentPassword\":\"guess\",\"newPassword\":\"a candle in the hall\"}";
        me.post("/api/v1/me/password", wrong).is(403, "wrong-password");
        for (int i = 1; i < 10; i++) {
            me.post("/api/v1/me/password", wrong).is(403, "wrong-password");
        }
        String right = "{\"currentPassword\":\"" + People.PASSWORD + "\",\"newPassword\":\"a candle in the hall\"}";
        Api.Answer answer = me.post("/api/v1/me/password", right).is(429, "too-many-failures");
        assertThat(answer.response().headers().firstValue("Retry-After"))
                .get()
                .extracting(Integer::parseInt)
                .satisfies(seconds -> assertThat(seconds).isBetween(1, 30));
        assertThat(SERVER.bean(Passwords.class).check(Optional.of(account.id()), Password.typed(People.PASSWORD)))
                .isEqualTo(new CredentialCheck.Right(false));
        me.get("/api/v1/me").is(200);
    }

    @Test
    void changesPasswordWhenMembersAreBadThenNamed() {
        assertThat(me.post("/api/v1/me/password", "{\"newPassword\":1}")
                        .is(400, "invalid-members")
                        .errors())
                .containsExactly("#/currentPassword required", "#/newPassword wrong-type");
    }

    @Test
    void listsSessionsWhenSeveralThenTheCurrentOneIsMarked() {
        LiveSession other = people.session(account);
        JsonNode items = me.get("/api/v1/me/sessions").is(200).json().path("items");
        assertThat(items.size()).isEqualTo(2);
        items.forEach(item -> assertThat(item.path("current").asBoolean())
                .isEqualTo(item.path("id")
                        .asString()
                        .equals(session.session().sid().value())));
        me.delete("/api/v1/me/sessions/" + other.session().sid().value()).is(204);
        me.delete("/api/v1/me/sessions/" + other.session().sid().value()).is(404, "not-found");
        me.get("/api/v1/me").is(200);
        me.delete("/api/v1/me/sessions/" + session.session().sid().value()).is(204);
        me.get("/api/v1/me").is(401, "invalid-token");
    }

    @Test
    void endsSessionWhenItIsAnothersThenNotFoundAndItLives() {
        Account other = people.member("other-" + count++);
        LiveSession theirs = people.session(other);
        Api them = Api.as(SERVER, people.token(other, theirs));
        me.delete("/api/v1/me/sessions/" + theirs.session().sid().value()).is(404, "not-found");
        them.get("/api/v1/me").is(200);
        me.delete("/api/v1/sessions/" + theirs.session().sid().value()).is(403, "forbidden");
        them.get("/api/v1/me").is(200);
    }

    @Test
    void withdrawsConsentWhenGivenThenItIsGone() {
        allow(List.of("openid", "email"));
        allow(List.of("email", "phone"), "https://stock.example");
        JsonNode items = me.get("/api/v1/me/consents").is(200).json().path("items");
        assertThat(items.get(0).path("client_id").asString()).isEqualTo("agent");
        assertThat(items.get(0).path("clientName").asString()).isEqualTo("Gatehouse agent");
        assertThat(items.get(0).path("scope").asString()).isEqualTo("email openid");
        assertThat(items.get(0).path("resources").toString())
                .isEqualTo("[{\"resource\":\"https://stock.example\",\"scope\":\"email phone\"}]");
        me.delete("/api/v1/me/consents/agent").is(204);
        me.delete("/api/v1/me/consents/agent").is(404, "not-found");
        assertThat(me.get("/api/v1/me/consents").json().path("items").size()).isZero();
    }

    private void allow(List<String> scopes, String... resources) {
        SERVER.bean(Consents.class)
                .give("system", account.id().value(), "agent", scopes, List.of(resources), ChangeId.unannounced());
    }

    @Test
    void administersSessionsWhenAdministratorThenListedAndEnded() {
        LiveSession second = people.session(account);
        String query = "/api/v1/sessions?user=" + account.id().value();
        assertThat(admin.get(query).is(200).json().path("items").size()).isEqualTo(2);
        admin.delete("/api/v1/sessions/" + second.session().sid().value()).is(204);
        admin.delete("/api/v1/sessions/" + second.session().sid().value()).is(404, "not-found");
        me.get("/api/v1/me").is(200);
        admin.delete(query).is(204);
        me.get("/api/v1/me").is(401, "invalid-token");
        assertThat(admin.get(query).json().path("items").size()).isZero();
        admin.get("/api/v1/sessions").is(400, "invalid-parameter");
        admin.get("/api/v1/sessions?user=usr_0").is(404, "not-found");
    }

    @Test
    void rotatesSigningKeysWhenAskedThenASuccessorIsPublishedOnce() {
        JsonNode first = admin.post("/api/v1/signing-keys/rotate", "{\"algorithm\":\"ES256\"}")
                .is(200)
                .json()
                .path("items")
                .get(0);
        assertThat(first.path("state").asString()).isEqualTo("published");
        assertThat(first.path("created").asBoolean()).isTrue();
        JsonNode again =
                admin.post("/api/v1/signing-keys/rotate").is(200).json().path("items");
        assertThat(again.valueStream().filter(key -> key.path("id").equals(first.path("id"))))
                .singleElement()
                .satisfies(key -> assertThat(key.path("created").asBoolean()).isFalse());
        Api.Answer list = admin.get("/api/v1/signing-keys").is(200);
        assertThat(list.json().path("items").size()).isGreaterThanOrEqualTo(4);
        assertThat(list.response().body()).doesNotContain("\"d\"").doesNotContain("v1:");
        assertThat(admin.post("/api/v1/signing-keys/rotate", "{\"algorithm\":\"none\"}")
                        .is(400, "invalid-members")
                        .errors())
                .containsExactly("#/algorithm not-a-choice");
    }
}
