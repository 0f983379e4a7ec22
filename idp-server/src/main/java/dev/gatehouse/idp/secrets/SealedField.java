package dev.gatehouse.idp.secrets;

import java.util.regex.Pattern;

/** An encrypted field: {@code v1:<key id>:<base64 of IV, ciphertext and tag>}. */
public record SealedField(String envelope) {

    private static final Pattern FORMAT = Pattern.compile("v1:[A-Za-z0-9_-]{1,64}:[A-Za-z0-9+/]+={0,2}");

    public SealedField {
        if (!FORMAT.matcher(envelope).matches()) {
            throw new IllegalArgumentException("not a v1 envelope");
        }
    }
}
