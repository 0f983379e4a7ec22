package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.storage.TemporaryStores;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CookieCipherTest {

    private static final byte[] VALUE = "session".getBytes(StandardCharsets.UTF_8);

    private final CookieCipher cipher =
            new CookieCipher(TestKeys.dataKeys(TemporaryStores.sqlite()), TestKeys.random());

    @Test
    void opensWhatItSealedForTheCookieOfThatName() {
        String sealed = cipher.seal("__Host-session", VALUE);

        assertThat(cipher.open("__Host-session", sealed)).contains(VALUE);
        assertThat(cipher.open("__Host-other", sealed)).isEmpty();
        assertThat(sealed).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void refusesEveryFlippedBit() {
        byte[] bytes = Base64.getUrlDecoder().decode(cipher.seal("c", VALUE));
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(cipher.open("c", Base64.getUrlEncoder().encodeToString(flipped)))
                    .isEmpty();
        }
    }

    @Test
    void refusesAnythingElse() {
        for (String text : new String[] {"", "a", "!", "AAAA", "A".repeat(40), "A".repeat(100), "ä"}) {
            assertThat(cipher.open("c", text)).isEmpty();
        }
    }

    @Test
    void refusesTheCookieOfAnotherServer() {
        var other = new CookieCipher(TestKeys.dataKeys(TemporaryStores.sqlite()), TestKeys.random());

        assertThat(cipher.open("c", other.seal("c", VALUE))).isEmpty();
    }
}
