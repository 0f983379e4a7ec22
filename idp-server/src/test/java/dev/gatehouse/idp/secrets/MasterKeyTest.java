package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class MasterKeyTest {

    private static final byte[] BYTES = new byte[32];

    static {
        for (int i = 0; i < BYTES.length; i++) {
            BYTES[i] = (byte) (0xf0 + i * 7);
        }
    }

    @Test
    void readsBase64InEitherAlphabetPaddedOrNot() {
        String check =
                MasterKey.parse(Base64.getEncoder().encodeToString(BYTES), "it").checkValue();

        assertThat(MasterKey.parse(Base64.getUrlEncoder().encodeToString(BYTES), "it")
                        .checkValue())
                .isEqualTo(check);
        assertThat(MasterKey.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(BYTES), "it")
                        .checkValue())
                .isEqualTo(check);
        assertThat(MasterKey.parse(Base64.getEncoder().encodeToString(BYTES) + "\n", "it")
                        .checkValue())
                .isEqualTo(check);
    }

    @Test
    void refusesAnyOtherLength() {
        for (int length : new int[] {0, 1, 16, 31, 33, 64}) {
            String text = Base64.getEncoder().encodeToString(new byte[length]);
            assertThatThrownBy(() -> MasterKey.parse(text, "GATEHOUSE_MASTER_KEY"))
                    .isInstanceOf(MasterKeyRefused.class)
                    .hasMessageStartingWith("GATEHOUSE_MASTER_KEY holds " + length + " bytes");
        }
    }

    @Test
    void refusesWhatIsNotBase64WithoutQuotingIt() {
        assertThatThrownBy(() -> MasterKey.parse("my secret key!", "GATEHOUSE_MASTER_KEY"))
                .isInstanceOf(MasterKeyRefused.class)
                .hasMessageStartingWith("GATEHOUSE_MASTER_KEY is not base64")
                .hasMessageNotContaining("my secret")
                .hasNoCause();
    }

    @Test
    void printsNothing() {
        MasterKey key = MasterKey.parse(Base64.getEncoder().encodeToString(BYTES), "it");

        assertThat(key).hasToString("MasterKey[]");
        assertThat(key.checkValue()).hasSize(16).matches("[0-9a-f]+");
    }
}
