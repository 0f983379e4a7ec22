package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.access.Administrators;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.accounts.TestAccounts;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.clients.GrantType;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One person with a session and one client, both in good standing and allowed to do anything, and what an administrator
 * can do to them through the HTTP API.
 */
final class StatefulScene {

    private final TestServer server;
    private final Account account;
    private final RelyingParty client;
    private final ScriptedBrowser browser;
    private String password = TestAccounts.PASSWORD.reveal();

    /** @param withPassword whether the person needs one, which takes the time of a real hash */
    StatefulScene(TestServer server, boolean withPassword) {
        this.server = server;
        this.client = RelyingParty.confidential(
                server,
                builder -> builder.grantTypes(List.of(
                                GrantType.AUTHORIZATION_CODE,
                                GrantType.REFRESH_TOKEN,
                                GrantType.DEVICE_CODE,
                                GrantType.CLIENT_CREDENTIALS))
                        .scopes(List.of("openid", "offline_access", "gatehouse")));
        Administrators.add(server, Subject.service(client.id()));
        this.account = administrator(server, withPassword);
        this.browser = new ScriptedBrowser(server).signIn(account);
    }

    private static Account administrator(TestServer server, boolean withPassword) {
        NewAccount unlocked = TestAccounts.draft("stateful-" + UUID.randomUUID());
        NewAccount draft = withPassword ? unlocked.withPassword(TestAccounts.PASSWORD, false) : unlocked;
        return switch (server.bean(Accounts.class).create(Actor.system(), draft)) {
            case AccountCreation.Created(Account created) -> Administrators.add(server, created);
            case AccountCreation other -> throw new AssertionError(other);
        };
    }

    TestServer server() {
        return server;
    }

    Account account() {
        return account;
    }

    RelyingParty client() {
        return client;
    }

    /** Where the person is signed in. */
    ScriptedBrowser browser() {
        return browser;
    }

    /** The password that the person would type. */
    String password() {
        return password;
    }

    void suspend() {
        administer("POST", "/api/v1/users/" + account.id().value() + "/suspend", "");
    }

    void resume() {
        administer("POST", "/api/v1/users/" + account.id().value() + "/resume", "");
    }

    void deleteAccount() {
        administer("DELETE", "/api/v1/users/" + account.id().value(), "");
    }

    /** From here on the person has a password for one sign-in. */
    void resetPassword() {
        HttpResponse<String> answer =
                administer("POST", "/api/v1/users/" + account.id().value() + "/password-reset", "");
        password = json(answer).get("oneTimePassword").asString();
    }

    /** As many wrong passwords as one account may have. */
    void guessPasswords() {
        var stranger = new ScriptedBrowser(server);
        HttpResponse<String> page = stranger.get("/login");
        int status = 0;
        for (int i = 0; i < 20 && status != 429; i++) {
            status = stranger.submit(page, "username", account.username(), "password", "wrong guess " + i)
                    .statusCode();
        }
        if (status != 429) {
            throw new AssertionError("twenty wrong passwords were looked at");
        }
    }

    void disableClient() {
        administer("PATCH", "/api/v1/clients/" + client.id(), "{\"status\": \"disabled\"}");
    }

    void deleteClient() {
        administer("DELETE", "/api/v1/clients/" + client.id(), "");
    }

    /** Tokens of a fresh authorization; the person agrees where they are asked. */
    JsonNode tokens(String scope) {
        HttpResponse<String> answer = browser.follow(browser.get(client.authorize("scope", scope)));
        if (answer.statusCode() == 200) {
            answer = browser.follow(browser.submit(answer, "answer", "allow"));
        }
        return json(client.redeem(ScriptedBrowser.code(answer)));
    }

    HttpResponse<String> clientCredentials() {
        return client.post("/oauth2/token", Map.of("grant_type", GrantType.CLIENT_CREDENTIALS, "scope", "gatehouse"));
    }

    String serviceToken() {
        return json(clientCredentials()).get("access_token").asString();
    }

    JsonNode startDevice() {
        return json(client.post("/oauth2/device_authorization", Map.of("scope", "openid")));
    }

    /** The page that asks the person whether the device may. */
    HttpResponse<String> showDevice(JsonNode codes) {
        return browser.submit(
                browser.get("/oauth2/device_verification"),
                "user_code",
                codes.get("user_code").asString());
    }

    private HttpResponse<String> administer(String method, String path, String json) {
        HttpResponse<String> answer = server.send(server.request(path)
                .header("Authorization", "Bearer " + server.adminToken())
                .header("Content-Type", method.equals("PATCH") ? "application/merge-patch+json" : "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}
