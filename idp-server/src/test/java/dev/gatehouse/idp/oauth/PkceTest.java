package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proof Key for Code Exchange (RFC 7636) from the request to the token endpoint, with RFC 9700 section 2.1.1. */
class PkceTest {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private final RelyingParty confidential = RelyingParty.confidential(SERVER);
    private final RelyingParty open = RelyingParty.open(SERVER);
    private final ScriptedBrowser browser = new ScriptedBrowser(SERVER).signIn(People.somebody(SERVER));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk=",
                "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\n",
                " dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
            })
    void redeemsWhenTheVerifierIsMissingOrAnotherThenInvalidGrantAndTheCodeIsNotUsedUp(String verifier) {
        for (RelyingParty client : new RelyingParty[] {confidential, open}) {
            String code = client.code(browser);

            assertInvalidGrant(client.redeem(code, "code_verifier", verifier));
            assertThat(client.redeem(code).statusCode()).isEqualTo(200);
        }
    }

    /** A challenge that somebody stripped from the request shows in the verifier that is left. */
    @Test
    void redeemsWhenNoChallengeWasSentThenAVerifierIsRefused() {
        String code = confidential.code(browser, "code_challenge", "", "code_challenge_method", "");

        assertInvalidGrant(confidential.redeem(code));
        assertThat(confidential.redeem(code, "code_verifier", "").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "PLAIN, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "'', E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "s256, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "S256, dBjftJeZ4CVP",
        "S512, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "S256, ''"
    })
    void asksWhenTheMethodIsNotS256ThenInvalidRequestForEveryClient(String method, String challenge) {
        for (RelyingParty client : new RelyingParty[] {confidential, open}) {
            HttpResponse<String> answer = browser.get(
                    client.authorize("code_challenge", challenge, "code_challenge_method", method, "prompt", "none"));

            assertThat(ScriptedBrowser.query(answer))
                    .containsEntry("error", "invalid_request")
                    .doesNotContainKey("code");
        }
    }

    @Test
    void asksWhenAPublicClientSendsNoChallengeThenInvalidRequest() {
        HttpResponse<String> answer =
                browser.get(open.authorize("code_challenge", "", "code_challenge_method", "", "prompt", "none"));

        assertThat(ScriptedBrowser.query(answer)).containsEntry("error", "invalid_request");
    }

    /** A code that was asked for with one challenge is not to be had for the verifier of another. */
    @Test
    void redeemsWhenACodeIsInjectedIntoAnotherFlowThenInvalidGrant() {
        String other = "x".repeat(43);
        String stolen = confidential.code(browser, "code_challenge", RelyingParty.challenge(other));

        assertInvalidGrant(confidential.redeem(stolen));
        assertThat(confidential.redeem(stolen, "code_verifier", other).statusCode())
                .isEqualTo(200);
    }

    private static void assertInvalidGrant(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).get("error").asString()).isEqualTo("invalid_grant");
    }
}
