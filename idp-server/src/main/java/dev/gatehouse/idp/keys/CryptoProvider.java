package dev.gatehouse.idp.keys;

/** Whose cryptography is in force. */
public sealed interface CryptoProvider {

    /** Amazon's, on AWS-LC; it signs several times faster than the JDK's. */
    record Corretto(String version) implements CryptoProvider {}

    /**
     * The JDK's own, because Amazon's could not be used.
     *
     * @param reason why, for the log
     */
    record Jdk(String reason) implements CryptoProvider {}

    /** What the operator reads at start. */
    default String report() {
        return switch (this) {
            case Corretto(String version) -> "Amazon Corretto Crypto Provider " + version;
            case Jdk(String reason) -> "the JDK's own providers, several times slower at signing (" + reason + ")";
        };
    }
}
