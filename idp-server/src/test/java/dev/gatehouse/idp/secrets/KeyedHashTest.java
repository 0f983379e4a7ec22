package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.storage.DocumentStore;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyedHashTest {

    private static final Set<KeyPurpose> FOR_HASHING = EnumSet.of(
            KeyPurpose.TOKEN_HASHING,
            KeyPurpose.CLIENT_SECRET_HASHING,
            KeyPurpose.API_KEY_HASHING,
            KeyPurpose.SESSION_HASHING,
            KeyPurpose.SIGN_IN_COUNTING,
            KeyPurpose.CSRF,
            KeyPurpose.CURSOR_SIGNING,
            KeyPurpose.ACCESS_CURSORS,
            KeyPurpose.SETTINGS_COMPARISON,
            KeyPurpose.AUDIT_LOOKUP);

    private final DocumentStore store = TemporaryStores.sqlite();
    private final DataKeys keys = TestKeys.dataKeys(store);
    private final KeyedHash hash = new HmacKeyedHash(keys);

    @Test
    void isHmacSha256InBase64url() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
        mac.init(keys.derived(KeyPurpose.TOKEN_HASHING, "HmacSHA256"));

        assertThat(hash.of(KeyPurpose.TOKEN_HASHING, "gëheim"))
                .isEqualTo(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(mac.doFinal("gëheim".getBytes(StandardCharsets.UTF_8))))
                .hasSize(43);
    }

    @Test
    void matchesOnlyTheSameSecretForTheSamePurpose() {
        String stored = hash.of(KeyPurpose.CLIENT_SECRET_HASHING, "secret");

        assertThat(hash.matches(KeyPurpose.CLIENT_SECRET_HASHING, "secret", stored))
                .isTrue();
        assertThat(hash.matches(KeyPurpose.CLIENT_SECRET_HASHING, "Secret", stored))
                .isFalse();
        assertThat(hash.matches(KeyPurpose.API_KEY_HASHING, "secret", stored)).isFalse();
        assertThat(hash.matches(KeyPurpose.CLIENT_SECRET_HASHING, "secret", "")).isFalse();
        assertThat(hash.matches(KeyPurpose.CLIENT_SECRET_HASHING, "secret", stored + "x"))
                .isFalse();
    }

    @Test
    void givesEveryPurposeAnotherHash() {
        var hashes = new HashSet<String>();
        FOR_HASHING.forEach(purpose -> hashes.add(hash.of(purpose, "secret")));

        assertThat(hashes).hasSameSizeAs(FOR_HASHING);
    }

    @ParameterizedTest
    @EnumSource(KeyPurpose.class)
    void refusesPurposesThatAreNotForHashing(KeyPurpose purpose) {
        if (FOR_HASHING.contains(purpose)) {
            assertThat(hash.of(purpose, "secret")).isNotEmpty();
        } else {
            assertThatThrownBy(() -> hash.of(purpose, "secret")).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
