package dev.gatehouse.idp.tokens;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The roles as a token says them: by name, or when there are too many only a digest, so that a token neither grows nor
 * silently leaves one out.
 *
 * @param digest base64url SHA-256 of the sorted names joined by LF
 */
record RolesClaim(List<String> names, @Nullable String digest) {

    static final int MOST_NAMES = 64;

    static RolesClaim of(List<String> roles) {
        return roles.size() <= MOST_NAMES
                ? new RolesClaim(roles, null)
                : new RolesClaim(List.of(), digest(roles.stream().sorted().toList()));
    }

    private static String digest(List<String> sorted) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", sorted).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
