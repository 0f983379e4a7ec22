package dev.gatehouse.idp.accounts;

import java.security.SecureRandom;

/** Makes passwords that are handed to a person and are good for one sign-in. */
public final class OneTimePasswords {

    /** No characters that look like one another; 20 of them are 99 bits. */
    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";

    private static final int GROUPS = 5;
    private static final int GROUP_LENGTH = 4;

    private final SecureRandom random;

    public OneTimePasswords(SecureRandom random) {
        this.random = random;
    }

    public Password next() {
        StringBuilder text = new StringBuilder();
        for (int group = 0; group < GROUPS; group++) {
            text.append(group == 0 ? "" : "-");
            for (int i = 0; i < GROUP_LENGTH; i++) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return Password.typed(text.toString());
    }
}
