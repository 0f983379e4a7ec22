package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningAlgorithm;
import dev.gatehouse.idp.keys.SigningKeys;
import dev.gatehouse.idp.tokens.TokenMint;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * By which a program learns where decisions are answered.
 *
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html#section-9">Authorization API 1.0 section 9</a>
 */
@RestController
public final class DecisionMetadata {

    public static final String PATH = "/.well-known/authzen-configuration";

    private final String issuer;
    private final TokenMint mint;
    private final SigningKeys keys;
    private volatile @Nullable Written written;

    /** The document, and the key that signed it: a signature of ES256 is another one each time. */
    private record Written(KeyId key, String json) {}

    public DecisionMetadata(String issuer, TokenMint mint, SigningKeys keys) {
        this.issuer = issuer;
        this.mint = mint;
        this.keys = keys;
    }

    @GetMapping(PATH)
    void metadata(HttpServletResponse response) throws IOException {
        byte[] body = current().getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String current() {
        KeyId signing = keys.signing(SigningAlgorithm.ES256).id();
        Written last = written;
        if (last == null || !last.key().equals(signing)) {
            last = new Written(signing, write());
            written = last;
        }
        return last.json();
    }

    private String write() {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("policy_decision_point", issuer);
        metadata.put("access_evaluation_endpoint", issuer + EvaluationController.EVALUATION);
        metadata.put("access_evaluations_endpoint", issuer + EvaluationController.EVALUATIONS);
        metadata.put("search_subject_endpoint", issuer + SearchController.SUBJECT);
        metadata.put("search_resource_endpoint", issuer + SearchController.RESOURCE);
        metadata.put("search_action_endpoint", issuer + SearchController.ACTION);
        // Section 9.1.1: what is signed names who says it; nothing of it changes with time.
        String signed = mint.metadata(metadata.deepCopy().put("iss", issuer).toString());
        return metadata.put("signed_metadata", signed).toString();
    }
}
