package dev.gatehouse.idp.tokens;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the payload of an access token (RFC 7519 section 4, RFC 9068 section 2.2). */
final class AccessTokenJson {

    private static final JsonFactory JSON = new JsonFactory();

    private AccessTokenJson() {}

    static byte[] write(AccessTokenClaims claims, Map<String, String> custom) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(640);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("iss", claims.issuer());
            json.writeStringProperty("sub", claims.subject());
            writeAudiences(json, claims.audiences());
            json.writeNumberProperty("exp", claims.expiresAt().getEpochSecond());
            json.writeNumberProperty("iat", claims.issuedAt().getEpochSecond());
            json.writeStringProperty("jti", claims.tokenId());
            json.writeStringProperty("client_id", claims.clientId().value());
            if (!claims.scopes().isEmpty()) {
                json.writeStringProperty("scope", String.join(" ", claims.scopes()));
            }
            writeSignIn(json, claims.signIn());
            json.writeStringProperty("workspace", claims.workspace());
            writeRoles(json, claims);
            if (claims.grantId() != null) {
                json.writeStringProperty("grant_id", claims.grantId());
            }
            json.writeNumberProperty("client_gen", claims.clientGeneration());
            custom.forEach((name, value) -> {
                json.writeName(name);
                json.writeRawValue(value);
            });
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeAudiences(JsonGenerator json, List<String> audiences) {
        if (audiences.size() == 1) {
            json.writeStringProperty("aud", audiences.getFirst());
        } else {
            writeStrings(json, "aud", audiences);
        }
    }

    private static void writeSignIn(JsonGenerator json, @Nullable SignIn signIn) {
        if (signIn == null) {
            return;
        }
        json.writeNumberProperty("auth_time", signIn.at().getEpochSecond());
        if (signIn.acr() != null) {
            json.writeStringProperty("acr", signIn.acr());
        }
        if (!signIn.amr().isEmpty()) {
            writeStrings(json, "amr", signIn.amr());
        }
        if (signIn.sessionId() != null) {
            json.writeStringProperty("sid", signIn.sessionId());
        }
        json.writeNumberProperty("sub_gen", signIn.subjectGeneration());
    }

    private static void writeRoles(JsonGenerator json, AccessTokenClaims claims) {
        if (claims.rolesDigest() != null) {
            json.writeStringProperty("roles_digest", claims.rolesDigest());
        } else if (!claims.roles().isEmpty()) {
            writeStrings(json, "roles", claims.roles());
        }
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
