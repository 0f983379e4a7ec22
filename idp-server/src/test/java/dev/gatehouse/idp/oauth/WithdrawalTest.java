package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.grants.Consents;
import dev.gatehouse.idp.grants.Grants;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Where a person sees what they have allowed, and takes it back (OpenID Connect Core 1.0 section 17.5). */
class WithdrawalTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty client = RelyingParty.confidential(
            SERVER, builder -> builder.consentRequired(true).name("Weather & <Maps>"));
    private final Account person = People.somebody(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(person);
    private JsonNode tokens;

    @BeforeEach
    void allow() {
        HttpResponse<String> question =
                browser.follow(browser.get(client.authorize("scope", "openid email offline_access")));
        tokens = json(client.redeem(ScriptedBrowser.code(browser.follow(browser.submit(question, "answer", "allow")))));
    }

    @Test
    void listsWhenAllowedThenTheClientItsScopesAndSinceWhen() {
        assertThat(browser.get("/account/").body())
                .contains("Weather &amp; &lt;Maps&gt;")
                .contains("Your email address")
                .contains("Access while you are away")
                .doesNotContain("Your phone number")
                .contains("<time datetime=\""
                        + SERVER.bean(Consents.class)
                                .find(person.id().value(), client.id())
                                .orElseThrow()
                                .givenAt());
    }

    @Test
    void withdrawsWhenPressedThenNothingThatWasIssuedIsWorthAnything() {
        HttpResponse<String> answer = browser.submit(browser.get("/account/"));

        assertThat(ScriptedBrowser.location(answer)).isEqualTo("/account/?done=consent");
        assertThat(browser.follow(answer).body())
                .contains("The application has no access any more.")
                .doesNotContain("Weather");
        assertThat(SERVER.get("/userinfo", tokens.get("access_token").asString())
                        .statusCode())
                .isEqualTo(401);
        assertThat(client.refresh(tokens.get("refresh_token").asString()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void withdrawsWhenTheFormComesFromElsewhereThenTheConsentStands() {
        Map<String, String> form = Map.of("client", client.id());

        assertThat(browser.post("/account/consents/withdraw", form).statusCode())
                .isEqualTo(403);
        assertThat(browser.postFromAnotherSite("/account/consents/withdraw", form)
                        .statusCode())
                .isNotEqualTo(200);
        assertThat(SERVER.bean(Consents.class).find(person.id().value(), client.id()))
                .isPresent();
    }

    @Test
    void withdrawsWhenItIsAnotherPersonsThenTheirsStands() {
        var other = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));
        HttpResponse<String> page = other.get("/account/password");

        other.post("/account/consents/withdraw", Map.of("client", client.id(), "csrf", csrf(page)));

        assertThat(SERVER.get("/userinfo", tokens.get("access_token").asString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** What nobody can take back any more must not be left. */
    @Test
    void deletesWhenThePersonLeavesThenNoConsentAndNoGrantIsLeft() {
        String subject = person.id().value();

        HttpResponse<String> deletion = SERVER.send(SERVER.request("/api/v1/users/" + subject)
                .header("Authorization", "Bearer " + SERVER.adminToken())
                .DELETE());

        assertThat(deletion.statusCode()).isEqualTo(204);
        assertThat(SERVER.bean(Consents.class).ofSubject(subject)).isEmpty();
        assertThat(SERVER.bean(Grants.class).ofSubject(subject)).isEmpty();
        assertThat(SERVER.trail().summary()).contains("consent.withdrawn SUCCESS");
    }

    private static String csrf(HttpResponse<String> page) {
        return page.body().replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
    }
}
