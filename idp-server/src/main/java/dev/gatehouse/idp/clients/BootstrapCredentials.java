package dev.gatehouse.idp.clients;

/**
 * Automation's way in, from the settings {@code GATEHOUSE_BOOTSTRAP_CLIENT_ID} and {@code
 * GATEHOUSE_BOOTSTRAP_CLIENT_SECRET}.
 */
public record BootstrapCredentials(ClientId id, String secret) {

    public static final int SHORTEST_SECRET = 32;

    public BootstrapCredentials {
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET must have at least " + SHORTEST_SECRET + " characters");
        }
    }

    @Override
    public String toString() {
        return "BootstrapCredentials[" + id + "]";
    }
}
