package dev.gatehouse.idp.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.storage.AdjustableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenMintTest {

    private final AdjustableClock clock = new AdjustableClock(TestTokens.NOW);
    private final TokenMint mint = new TokenMint(TestTokens.ISSUER, new TestSigningKeys(), new SecureRandom(), clock);

    private JsonNode payload(GrantedAccess access) {
        return part(mint.accessToken(access).value(), 1);
    }

    private static JsonNode part(String token, int index) {
        byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
        return JsonMapper.builder().build().readTree(new String(json, StandardCharsets.UTF_8));
    }

    @Test
    void mintsWhenAServiceAsksThenTheClaimsOfTheGoldenFile() throws IOException {
        GoldenFile.of("access-token-service.json").holds(payload(TestTokens.access(TestTokens.service(), "read")));
    }

    @Test
    void mintsWhenAPersonIsInvolvedThenTheClaimsOfTheGoldenFile() throws IOException {
        GoldenFile.of("access-token-person.json")
                .holds(payload(TestTokens.accessOf("user-1", 3, "session-1", "grant-1")));
    }

    @Test
    void mintsWhenSignedThenHeaderIsOfTheProfile() {
        String token = mint.accessToken(TestTokens.access(TestTokens.service())).value();
        assertThat(part(token, 0).toString()).isEqualTo("{\"kid\":\"ec-1\",\"typ\":\"at+jwt\",\"alg\":\"ES256\"}");
    }

    @Test
    void mintsWhenClientHasALifetimeThenTokenLivesSoLong() {
        Client client = TestTokens.service().toBuilder()
                .accessTokenLifetime(Duration.ofMinutes(5))
                .build();
        JsonNode claims = payload(TestTokens.access(client));
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
    }

    @Test
    void mintsWhenClientHasAudiencesThenThoseAreItsAudience() {
        Client client = TestTokens.service().toBuilder()
                .audiences(List.of("https://api.example", "https://other.example"))
                .build();
        assertThat(payload(TestTokens.access(client)).get("aud").toString())
                .isEqualTo("[\"https://api.example\",\"https://other.example\"]");
    }

    @Test
    void mintsWhenScopeIsGatehouseThenOurIssuerIsInTheAudience() {
        assertThat(payload(TestTokens.access(TestTokens.service(), "gatehouse"))
                        .get("aud")
                        .toString())
                .isEqualTo("[\"service-1\",\"https://id.example\"]");
        assertThat(payload(TestTokens.access(TestTokens.service(), "read"))
                        .get("aud")
                        .toString())
                .isEqualTo("\"service-1\"");
    }

    @Test
    void mintsWhenRolesAreTooManyThenADigestStandsForThem() {
        List<String> roles = IntStream.range(0, 65).mapToObj(i -> "role-" + i).toList();
        JsonNode claims = payload(TestTokens.access(TestTokens.service(), roles));
        assertThat(claims.has("roles")).isFalse();
        assertThat(claims.get("roles_digest").asString()).hasSize(43);
        assertThat(payload(TestTokens.access(TestTokens.service(), roles.subList(0, 64)))
                        .get("roles"))
                .hasSize(64);
    }

    @Test
    void mintsWhenClientHasCustomClaimsThenTokenCarriesThem() {
        Client client = TestTokens.service().toBuilder()
                .customClaims("{\"tenant\":\"t1\",\"limits\":{\"rate\":5}}")
                .build();
        JsonNode claims = payload(TestTokens.access(client));
        assertThat(claims.get("tenant").asString()).isEqualTo("t1");
        assertThat(claims.get("limits").get("rate").asInt()).isEqualTo(5);
    }

    @Test
    void mintsWhenTextNeedsEscapingThenPayloadIsJson() {
        Client client =
                TestTokens.service().toBuilder().workspace("w\"\\\n\u2028é").build();
        assertThat(payload(TestTokens.access(client)).get("workspace").asString())
                .isEqualTo("w\"\\\n\u2028é");
    }

    @Test
    void mintsWhenAskedAgainThenEveryTokenHasItsOwnId() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            ids.add(mint.accessToken(TestTokens.access(TestTokens.service()))
                    .claims()
                    .tokenId());
        }
        assertThat(ids).hasSize(1_000);
    }
}
