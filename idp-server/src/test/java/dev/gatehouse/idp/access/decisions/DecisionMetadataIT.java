package dev.gatehouse.idp.access.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningKeys;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Authorization API 1.0 section 9. */
class DecisionMetadataIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static final String PATH = "/.well-known/authzen-configuration";

    @Test
    void readsWhenAskedThenTheDecisionPointIsTheIssuerAndEveryEndpointIsNamed() {
        HttpResponse<String> answer = SERVER.get(PATH);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JsonNode metadata = TestServer.json(answer);
        String issuer = SERVER.issuer();
        assertThat(metadata.path("policy_decision_point").asString()).isEqualTo(issuer);
        assertThat(metadata.path("access_evaluation_endpoint").asString()).isEqualTo(issuer + "/access/v1/evaluation");
        assertThat(metadata.path("access_evaluations_endpoint").asString())
                .isEqualTo(issuer + "/access/v1/evaluations");
        for (String kind : new String[] {"subject", "resource", "action"}) {
            assertThat(metadata.path("search_" + kind + "_endpoint").asString())
                    .isEqualTo(issuer + "/access/v1/search/" + kind);
        }
    }

    @Test
    void readsWhenRepeatedThenTheSameBytes() {
        assertThat(SERVER.get(PATH).body()).isEqualTo(SERVER.get(PATH).body());
    }

    @Test
    void verifiesWhenSignedThenByOurKeyAndSayingTheSame() throws Exception {
        JsonNode metadata = TestServer.json(SERVER.get(PATH));
        JWSObject signed = JWSObject.parse(metadata.path("signed_metadata").asString());
        SigningKeys.Verifying key = SERVER.bean(SigningKeys.class)
                .verifying(new KeyId(signed.getHeader().getKeyID()))
                .orElseThrow();
        assertThat(signed.verify(key.verifier())).isTrue();
        assertThat(signed.getPayload().toJSONObject())
                .containsEntry("iss", SERVER.issuer())
                .containsEntry("policy_decision_point", SERVER.issuer())
                .containsEntry(
                        "access_evaluation_endpoint",
                        metadata.path("access_evaluation_endpoint").asString());
        assertThat(signed.getPayload().toJSONObject()).doesNotContainKey("signed_metadata");
    }

    @Test
    void presentsWhenTheSignedMetadataIsUsedAsATokenThenRefused() {
        String signed =
                TestServer.json(SERVER.get(PATH)).path("signed_metadata").asString();
        assertThat(SERVER.get("/api/v1/me", signed).statusCode()).isEqualTo(401);
    }
}
