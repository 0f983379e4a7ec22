package dev.gatehouse.idp.config;

/** A secret that came as a setting. It prints nothing of itself. */
public final class SecretText {

    private final String text;

    public SecretText(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.text = text;
    }

    /** The secret itself: hand it to what needs it and keep no copy. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
