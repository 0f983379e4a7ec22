package dev.gatehouse.idp.tokens;

import dev.gatehouse.idp.keys.KeyId;
import dev.gatehouse.idp.keys.SigningKeys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads ID tokens that come back to us as hints ({@code id_token_hint}).
 *
 * <p>A hint may have expired: it says who was signed in, and opens nothing. "The OP SHOULD accept ID Tokens when the RP
 * identified by the ID Token's aud claim and/or sid claim has a current session or had a recent session at the OP, even
 * when the exp time has passed" (OpenID Connect RP-Initiated Logout 1.0 section 4).
 */
public final class IdTokenHints {

    private static final int MAX_LENGTH = 16 * 1024;

    private final String issuer;
    private final SigningKeys keys;

    /** Who an ID token of ours was about, and for whom. */
    public record Hint(
            String subject,
            List<String> audiences,
            @Nullable String session) {}

    public IdTokenHints(String issuer, SigningKeys keys) {
        this.issuer = issuer;
        this.keys = keys;
    }

    /** What the hint says; empty when it is no ID token of ours. */
    public Optional<Hint> read(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return switch (JwsReading.read(token, TokenMint.ID_TOKEN_TYPE, keys)) {
            case JwsReading.Result.Refused refused -> Optional.empty();
            case JwsReading.Result.Signed(StrictJson payload, KeyId key) -> hint(payload);
        };
    }

    private Optional<Hint> hint(StrictJson payload) {
        try {
            // Every JWT of type JWT that we sign with these keys is an ID token; auth_time and aud make sure.
            if (!issuer.equals(payload.string("iss")) || payload.instant("auth_time") == null) {
                return Optional.empty();
            }
            List<String> audiences = payload.strings("aud");
            return audiences.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Hint(payload.requiredString("sub"), audiences, payload.string("sid")));
        } catch (StrictJson.Mistyped mistyped) {
            return Optional.empty();
        }
    }
}
