package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** RFC 5869 appendix A, and the separation of purposes. */
class HkdfTest {

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void derivesTheFirstTestVector() {
        byte[] key = Hkdf.derive(
                hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                hex("000102030405060708090a0b0c"),
                hex("f0f1f2f3f4f5f6f7f8f9"),
                42);

        assertThat(key)
                .isEqualTo(hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
    }

    @Test
    void derivesTheVectorWithoutSaltAndInfo() {
        byte[] key = Hkdf.derive(hex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), new byte[0], new byte[0], 42);

        assertThat(key)
                .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    @Test
    void givesEveryPurposeAKeyOfItsOwn() {
        byte[] root = new byte[32];
        var keys = new HashSet<String>();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            keys.add(HexFormat.of().formatHex(Hkdf.derive(root, purpose, "RAW").getEncoded()));
        }

        assertThat(keys)
                .hasSameSizeAs(KeyPurpose.values())
                .doesNotContain(HexFormat.of().formatHex(root));
    }
}
