package dev.gatehouse.idp.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.accounts.PasswordVerdict.Acceptable;
import dev.gatehouse.idp.accounts.PasswordVerdict.Common;
import dev.gatehouse.idp.accounts.PasswordVerdict.Guessable;
import dev.gatehouse.idp.accounts.PasswordVerdict.TooLong;
import dev.gatehouse.idp.accounts.PasswordVerdict.TooShort;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NIST SP 800-63B-4 section 3.1.1.2. */
class PasswordPolicyTest {

    private final PasswordPolicy policy = new PasswordPolicy(CommonPasswords.shipped());

    @Nested
    class Length {

        @Test
        void refusesWhenFewerThanFifteenCharactersThenTooShort() {
            assertThat(judge("abKwpqmzTx47rf")).isEqualTo(new TooShort(15));
            assertThat(judge("abKwpqmzTx47rfx")).isEqualTo(new Acceptable());
        }

        @Test
        void countsWhenCharactersAreOutsideTheBasicPlaneThenCodePoints() {
            assertThat(judge("🐴🔋📎🦜🌋🎷🧲")).isEqualTo(new TooShort(15));
            assertThat(judge("🐴🔋📎🦜🌋🎷🧲🪁🥨🛶🎠🧭🪵🦑🐡")).isEqualTo(new Acceptable());
        }

        @Test
        void acceptsWhenSixtyFourCharactersOfAnyKindThenAcceptable() {
            assertThat(judge("wörter mit Abstand, die niemand sonst so schriebe, 64 sind es gen"))
                    .isEqualTo(new Acceptable());
        }

        @Test
        void refusesWhenMoreThanTheMostBytesThenTooLongAndNeverCut() {
            assertThat(judge("zufällig: " + "xk7 ".repeat(253))).isEqualTo(new Acceptable());
            assertThat(judge("zufällig: " + "xk7 ".repeat(254))).isEqualTo(new TooLong(1_024));
            assertThat(judge("x".repeat(5_000_000))).isEqualTo(new TooLong(1_024));
        }
    }

    @Nested
    class Composition {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "onlylowercaselettershere",
                    "ONLY UPPERCASE HERE AND BLANKS",
                    "739152806417395",
                    "пароль на кириллице"
                })
        void acceptsWhenOnlyOneKindOfCharacterIsUsedThenAcceptable(String password) {
            assertThat(judge(password)).isEqualTo(new Acceptable());
        }
    }

    @Nested
    class Blocklist {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "passwordpassword",
                    "PasswordPassword",
                    "password1234567",
                    "1234567password!",
                    "123456789012345",
                    "987654321098765",
                    "aaaaaaaaaaaaaaaa",
                    "abcabcabcabcabcabc",
                    "qwertyqwertyqwerty",
                    "qwertyuiopasdfgh",
                    "hgfdsapoiuytrewq",
                    "correct horse battery staple",
                    "dragon.........."
                })
        void refusesWhenAttackersTryItFirstThenCommon(String password) {
            assertThat(judge(password)).isEqualTo(new Common());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "alice.example1234",
                    "Gatehouse123456",
                    "gatehousegatehouse",
                    "gatehousepassword",
                    "alice.example@example.org",
                    "AliceExample123!"
                })
        void refusesWhenLittleIsLeftWithoutWhatAnyoneKnowsThenGuessable(String password) {
            assertThat(policy.judge(
                            Password.typed(password),
                            List.of("gatehouse", "alice.example", "alice.example@example.org", "AliceExample")))
                    .isEqualTo(new Guessable());
        }

        @Test
        void acceptsWhenEnoughIsLeftWithoutTheContextThenAcceptable() {
            assertThat(policy.judge(Password.typed("gatehouse on the windy hill"), List.of("gatehouse")))
                    .isEqualTo(new Acceptable());
        }
    }

    private PasswordVerdict judge(String password) {
        return policy.judge(Password.typed(password), List.of());
    }
}
