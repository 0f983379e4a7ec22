package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.idp.storage.ChangeId;
import dev.gatehouse.idp.storage.TemporaryStores;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The {@code v1} envelope: its format, and that nothing but the very same bytes in the very same place open. */
class FieldCipherTest {

    private static final FieldLocation HERE = new FieldLocation("providers", "p1", "clientSecret");

    private static final FieldCipher CIPHER = TestKeys.fieldCipher(TemporaryStores.sqlite());

    private static byte[] bytesOf(SealedField sealed) {
        return Base64.getDecoder()
                .decode(sealed.envelope().substring(sealed.envelope().lastIndexOf(':') + 1));
    }

    @Provide
    Arbitrary<FieldLocation> locations() {
        Arbitrary<String> words =
                Arbitraries.strings().withChars("ab/:").withCharRange('À', 'ÿ').ofMaxLength(4);
        return Combinators.combine(words, words, words).as(FieldLocation::new);
    }

    @Property(tries = 200)
    void opensWhatItSealed(@ForAll byte[] plaintext, @ForAll("locations") FieldLocation location) {
        assertThat(CIPHER.open(location, CIPHER.seal(location, plaintext))).isEqualTo(plaintext);
    }

    @Property(tries = 200)
    void refusesAFieldThatWasMoved(@ForAll("locations") FieldLocation from, @ForAll("locations") FieldLocation to) {
        Assume.that(!from.equals(to));
        SealedField sealed = CIPHER.seal(from, new byte[] {1});

        assertThatThrownBy(() -> CIPHER.open(to, sealed)).isInstanceOf(UnsealFailed.class);
    }

    @Example
    void refusesALocationWithTheSameLettersDividedOtherwise() {
        SealedField sealed = CIPHER.seal(new FieldLocation("ab", "c", "d"), new byte[] {1});

        assertThatThrownBy(() -> CIPHER.open(new FieldLocation("a", "bc", "d"), sealed))
                .isInstanceOf(UnsealFailed.class);
    }

    @Example
    void refusesEveryFlippedBit() {
        SealedField sealed = CIPHER.seal(HERE, "a secret".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = bytesOf(sealed);
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            var changed = new SealedField("v1:f1:" + Base64.getEncoder().encodeToString(flipped));
            assertThatThrownBy(() -> CIPHER.open(HERE, changed)).isInstanceOf(UnsealFailed.class);
        }
    }

    @Property(tries = 300)
    void refusesEveryChangedCharacterOfTheEnvelope(
            @ForAll @IntRange(max = 7) int length, @ForAll @IntRange(max = 200) int place, @ForAll char replacement) {
        String envelope = CIPHER.seal(HERE, new byte[length]).envelope();
        int index = place % envelope.length();
        Assume.that(envelope.charAt(index) != replacement);
        String changed = envelope.substring(0, index) + replacement + envelope.substring(index + 1);

        assertThatThrownBy(() -> CIPHER.open(HERE, new SealedField(changed)))
                .isInstanceOfAny(UnsealFailed.class, IllegalArgumentException.class);
    }

    @Example
    void refusesTheUnusedBitsOfBase64() {
        String envelope = CIPHER.seal(HERE, new byte[0]).envelope();
        int last = envelope.indexOf('=') - 1;
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        String changed = envelope.substring(0, last)
                + digits.charAt(digits.indexOf(envelope.charAt(last)) ^ 1)
                + envelope.substring(last + 1);

        assertThatThrownBy(() -> CIPHER.open(HERE, new SealedField(changed))).isInstanceOf(UnsealFailed.class);
        assertThatThrownBy(() -> CIPHER.open(HERE, new SealedField(envelope.replace("=", ""))))
                .isInstanceOf(UnsealFailed.class);
    }

    @Example
    void refusesTruncatedAndEmptyCiphertext() {
        byte[] bytes = bytesOf(CIPHER.seal(HERE, new byte[4]));
        for (int length = 1; length < bytes.length; length++) {
            var cut = new SealedField("v1:f1:" + Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, length)));
            assertThatThrownBy(() -> CIPHER.open(HERE, cut)).isInstanceOf(UnsealFailed.class);
        }
    }

    @Example
    void refusesAnUnknownKey() {
        String envelope = CIPHER.seal(HERE, new byte[4]).envelope();

        assertThatThrownBy(() -> CIPHER.open(HERE, new SealedField(envelope.replace(":f1:", ":f9:"))))
                .isInstanceOf(UnsealFailed.class);
    }

    @Example
    void refusesTheCiphertextOfAnotherKey() {
        DataKeys keys = TestKeys.dataKeys(TemporaryStores.sqlite());
        FieldCipher cipher = new DataKeyFieldCipher(keys, TestKeys.random());
        String envelope = cipher.seal(HERE, new byte[4]).envelope();
        keys.insert("f2", DataKeyKind.FIELD_ENCRYPTION, ChangeId.unannounced());
        keys.reload();

        assertThatThrownBy(() -> cipher.open(HERE, new SealedField(envelope.replace(":f1:", ":f2:"))))
                .isInstanceOf(UnsealFailed.class);
    }

    @Example
    void sealsUnderTheNewestKeyAndOpensOlderOnes() {
        DataKeys keys = TestKeys.dataKeys(TemporaryStores.sqlite());
        FieldCipher cipher = new DataKeyFieldCipher(keys, TestKeys.random());
        SealedField old = cipher.seal(HERE, new byte[] {7});
        keys.insert("f2", DataKeyKind.FIELD_ENCRYPTION, ChangeId.unannounced());
        keys.reload();
        SealedField fresh = cipher.seal(HERE, new byte[] {7});

        assertThat(fresh.envelope()).startsWith("v1:f2:");
        assertThat(cipher.current(fresh)).isTrue();
        assertThat(cipher.current(old)).isFalse();
        assertThat(cipher.open(HERE, old)).containsExactly(7);
    }

    @Example
    void neverSealsTheSameWayTwice() {
        assertThat(CIPHER.seal(HERE, new byte[4])).isNotEqualTo(CIPHER.seal(HERE, new byte[4]));
    }

    /** Opens an envelope by hand, from its description: the format is a promise to every later version. */
    @Example
    void writesTheEnvelopeThatTheDocumentationDescribes() throws Exception {
        DataKeys keys = TestKeys.dataKeys(TemporaryStores.sqlite());
        FieldCipher cipher = new DataKeyFieldCipher(keys, TestKeys.random());
        SealedField sealed = cipher.seal(HERE, "plain".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Base64.getDecoder().decode(sealed.envelope().substring("v1:f1:".length()));
        byte[] associated =
                "\0\0\0\2v1\0\0\0\2f1\0\0\0\tproviders\0\0\0\2p1\0\0\0\fclientSecret".getBytes(StandardCharsets.UTF_8);
        Cipher aes = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
        aes.init(Cipher.DECRYPT_MODE, keys.fieldKey("f1").orElseThrow(), new GCMParameterSpec(128, bytes, 0, 12));
        aes.updateAAD(associated);

        assertThat(new String(aes.doFinal(bytes, 12, bytes.length - 12), StandardCharsets.UTF_8))
                .isEqualTo("plain");
    }
}
