package dev.gatehouse.idp.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordTest {

    @Test
    void equalsWhenComposedDifferentlyThenSamePassword() {
        assertThat(Password.typed("u\u0308ber")).isEqualTo(Password.typed("\u00fcber"));
    }

    @Test
    void printsNothingWhenPutIntoTextThenNoSecret() {
        assertThat("" + Password.typed("geheim")).doesNotContain("geheim");
    }
}
