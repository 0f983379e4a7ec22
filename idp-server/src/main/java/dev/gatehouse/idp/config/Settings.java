package dev.gatehouse.idp.config;

import dev.gatehouse.idp.edge.ClientAddress.ForwardingHeader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a server, read and checked. {@link SettingsCatalogue} declares them one by one.
 *
 * @param data the folder of the embedded store
 * @param masterKey the master key itself, when it came as a setting
 * @param masterKeyFile the file that holds it, when that was named
 * @param adminPassword the first password of the first administrator
 * @param mongodbUri the MongoDB to use in place of the embedded store
 */
public record Settings(
        Mode mode,
        Server server,
        Outbound outbound,
        Path data,
        Optional<SecretText> masterKey,
        Optional<Path> masterKeyFile,
        Optional<BootstrapClient> bootstrapClient,
        Optional<SecretText> adminPassword,
        Optional<SecretText> mongodbUri,
        Tokens tokens,
        Keys keys,
        Audit audit,
        Sessions sessions,
        SignIn signIn,
        Guest guest) {

    /** Whether this server is tried out or relied upon. */
    public enum Mode {
        EMBEDDED,
        PRODUCTION
    }

    /**
     * Where the server listens and what it is called.
     *
     * @param trustedProxies networks (CIDR) or addresses whose forwarding header is believed
     * @param forwardingHeader the header that these proxies write
     * @param corsAllowedOrigins origins that may call from a browser, besides those of registered clients
     */
    public record Server(
            String address,
            int port,
            String managementAddress,
            int managementPort,
            URI issuer,
            List<String> trustedProxies,
            ForwardingHeader forwardingHeader,
            List<String> corsAllowedOrigins) {
        public Server {
            trustedProxies = List.copyOf(trustedProxies);
            corsAllowedOrigins = List.copyOf(corsAllowedOrigins);
        }
    }

    /**
     * What the server may call.
     *
     * @param trusted the file of certificates that are trusted besides the JDK's roots
     * @param allowed networks (CIDR) or addresses that may be called though they are not public
     */
    public record Outbound(Optional<Path> trusted, List<String> allowed) {
        public Outbound {
            allowed = List.copyOf(allowed);
        }
    }

    /** The service client that is created in an empty store. */
    public record BootstrapClient(String id, SecretText secret) {}

    /** Lifetimes of what clients get, unless a client is registered with its own. */
    public record Tokens(Duration accessLifetime, Duration refreshLifetime) {}

    /**
     * The rotation of signing keys.
     *
     * @param rotationPeriod how long a key signs
     * @param publishAhead how long a key is published before it signs
     */
    public record Keys(Duration rotationPeriod, Duration publishAhead) {}

    /**
     * The audit trail.
     *
     * @param retention how long records of the class {@code security} stay
     * @param trafficRetention how long records of the class {@code traffic} stay
     * @param trust the fingerprint of the key that the verifier trusts
     */
    public record Audit(Duration retention, Duration trafficRetention, Optional<String> trust) {}

    /** When a browser session ends: unused for so long, or so long after its start. */
    public record Sessions(Duration idleLimit, Duration absoluteLimit) {}

    /**
     * Failed sign-ins that are let through.
     *
     * @param failuresPerAddress a minute, from one address
     * @param failuresPerAccount before each further one must wait longer
     */
    public record SignIn(int failuresPerAddress, int failuresPerAccount) {}

    /** Whether there is a guest. */
    public record Guest(boolean enabled) {}
}
