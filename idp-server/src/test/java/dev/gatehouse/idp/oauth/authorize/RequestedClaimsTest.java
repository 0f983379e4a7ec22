package dev.gatehouse.idp.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.oauth.authorize.RequestedClaims.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core 1.0 section 5.5. */
class RequestedClaimsTest {

    @Test
    void parsesWhenMembersAskInEveryWayThenWishesSaySo() {
        RequestedClaims claims = RequestedClaims.parse("""
                        {"userinfo": {"given_name": {"essential": true}, "nickname": null, "picture": {}},
                         "id_token": {"auth_time": {"essential": true}, "sub": {"value": "248289761001"},
                                      "acr": {"values": ["urn:mace:incommon:iap:silver", "b"]}},
                         "something_else": 7}
                        """).orElseThrow();

        assertThat(claims.userinfo())
                .containsEntry("given_name", new Wish(true, List.of()))
                .containsEntry("nickname", new Wish(false, List.of()))
                .containsEntry("picture", new Wish(false, List.of()));
        assertThat(claims.ofIdToken("auth_time")).contains(new Wish(true, List.of()));
        assertThat(claims.ofIdToken("sub")).contains(new Wish(false, List.of("248289761001")));
        assertThat(claims.ofIdToken("acr")).contains(new Wish(false, List.of("urn:mace:incommon:iap:silver", "b")));
    }

    @Test
    void parsesWhenThereIsNoParameterThenNothingIsAskedFor() {
        assertThat(RequestedClaims.parse(null)).contains(RequestedClaims.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[]",
                "\"userinfo\"",
                "7",
                "null",
                "{\"userinfo\": []}",
                "{\"userinfo\": \"name\"}",
                "{\"id_token\": 1}",
                "{\"id_token\": {\"name\": true}}",
                "{\"id_token\": {\"name\": \"x\"}}",
                "{\"id_token\": {\"name\": []}}",
                "{\"id_token\": {\"name\": {\"essential\": \"true\"}}}",
                "{\"id_token\": {\"acr\": {\"values\": \"a\"}}}",
                "{\"id_token\": {\"acr\": null}",
                "{\"id_token\": {\"acr\": null}} trailing",
            })
    void parsesWhenMalformedThenNothing(String parameter) {
        assertThat(RequestedClaims.parse(parameter)).isEmpty();
    }

    @Test
    void parsesWhenLongerOrDeeperThanAnyClientNeedsThenNothing() {
        assertThat(RequestedClaims.parse("{\"userinfo\": {\"" + "x".repeat(9_000) + "\": null}}"))
                .isEmpty();
        assertThat(RequestedClaims.parse("{\"a\":".repeat(1_600) + "1" + "}".repeat(1_600)))
                .isEmpty();
    }
}
