package dev.gatehouse.idp.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedSecretTest {

    @ParameterizedTest
    @EnumSource(GeneratedSecret.Kind.class)
    void readsWhatItGenerated(GeneratedSecret.Kind kind) {
        GeneratedSecret secret = GeneratedSecret.generate(kind, TestKeys.random());

        assertThat(secret.reveal()).matches(kind.prefix() + "[0-9A-Za-z]{49}");
        assertThat(GeneratedSecret.parse(secret.reveal()))
                .hasValueSatisfying(parsed -> assertThat(parsed.kind()).isEqualTo(kind));
    }

    @Test
    void refusesEveryMistypedCharacter() {
        String text = GeneratedSecret.generate(GeneratedSecret.Kind.API_KEY, TestKeys.random())
                .reveal();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(GeneratedSecret.parse(text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ghs_", "ghk_123", "ghs_ü", "secret"})
    void refusesWhatHasNotTheForm(String text) {
        assertThat(GeneratedSecret.parse(text)).isEmpty();
    }

    @Test
    void usesAll256Bits() {
        assertThat(Base62.encode(BigInteger.TWO.pow(256).subtract(BigInteger.ONE), 43))
                .hasSize(43);
        var secrets = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            secrets.add(GeneratedSecret.generate(GeneratedSecret.Kind.CLIENT_SECRET, TestKeys.random())
                    .reveal());
        }
        assertThat(secrets).hasSize(1_000);
    }

    @Test
    void printsNothing() {
        assertThat(GeneratedSecret.generate(GeneratedSecret.Kind.API_KEY, TestKeys.random()))
                .hasToString("GeneratedSecret[]");
    }
}
