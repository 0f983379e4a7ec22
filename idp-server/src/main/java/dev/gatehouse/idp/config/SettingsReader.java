package dev.gatehouse.idp.config;

import static dev.gatehouse.idp.config.SettingsCatalogue.*;

import dev.gatehouse.idp.edge.ClientAddress;
import dev.gatehouse.idp.keys.KeySchedule;
import dev.gatehouse.idp.outbound.OutboundTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Reads settings from names and values, without any framework.
 *
 * <p>A name is an environment variable ({@code GATEHOUSE_PORT}) or a property ({@code gatehouse.port}); names that are
 * neither are passed over. All problems are reported together.
 */
public final class SettingsReader {

    private static final Duration LEAST_RETENTION = Duration.ofDays(7);
    private static final int LEAST_CLIENT_SECRET = 32;

    private final IntSupplier freePort;

    public SettingsReader() {
        this(SettingsReader::anyFreePort);
    }

    SettingsReader(IntSupplier freePort) {
        this.freePort = freePort;
    }

    /** The settings of this process: the overrides, then the system properties, then the environment. */
    public Settings ofProcess(Map<String, String> overrides) {
        var properties = new TreeMap<String, String>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return read(layered(List.of(overrides, properties, System.getenv())));
    }

    /** One map out of several, the first that names a setting deciding. */
    static Map<String, String> layered(List<Map<String, String>> layers) {
        var merged = new TreeMap<String, String>();
        var decided = new TreeMap<String, Integer>();
        for (int i = 0; i < layers.size(); i++) {
            for (Map.Entry<String, String> entry : layers.get(i).entrySet()) {
                boolean named = entry.getKey().startsWith("GATEHOUSE_")
                        || entry.getKey().startsWith("gatehouse.");
                if (named && decided.merge(Setting.variable(entry.getKey()), i, Math::min) == i) {
                    merged.put(entry.getKey(), entry.getValue());
                }
            }
        }
        return merged;
    }

    /**
     * Reads and checks.
     *
     * @throws SettingsInvalid when a setting is unknown, unreadable or contradicts another
     */
    public Settings read(Map<String, String> written) {
        var values = new SettingsValues(written);
        Settings.Mode mode = values.get(MODE);
        Settings settings = new Settings(
                mode,
                server(values, mode == Settings.Mode.EMBEDDED ? "127.0.0.1" : "0.0.0.0"),
                new Settings.Outbound(
                        values.find(OUTBOUND_CA), values.find(OUTBOUND_ALLOW).orElse(List.of())),
                values.get(DATA),
                values.find(MASTER_KEY),
                values.find(MASTER_KEY_FILE),
                bootstrapClient(values),
                values.find(ADMIN_PASSWORD),
                values.find(MONGODB_URI),
                new Settings.Tokens(values.get(ACCESS_LIFETIME), values.get(REFRESH_LIFETIME)),
                new Settings.Keys(values.get(ROTATION_PERIOD), values.get(PUBLISH_AHEAD)),
                audit(values),
                new Settings.Sessions(values.get(SESSION_IDLE_LIMIT), values.get(SESSION_ABSOLUTE_LIMIT)),
                new Settings.SignIn(values.get(FAILURES_PER_ADDRESS), values.get(FAILURES_PER_ACCOUNT)),
                new Settings.Guest(values.get(GUEST_ENABLED)));
        check(values, settings);
        values.requireNoProblem();
        return settings;
    }

    private Settings.Server server(SettingsValues values, String anyAddress) {
        int port = portOf(values, PORT);
        return new Settings.Server(
                values.find(ADDRESS).orElse(anyAddress),
                port,
                values.find(MANAGEMENT_ADDRESS).orElse(anyAddress),
                portOf(values, MANAGEMENT_PORT),
                values.find(ISSUER).orElseGet(() -> URI.create("http://localhost:" + port)),
                values.find(TRUSTED_PROXIES).orElse(List.of()),
                values.get(FORWARDING_HEADER),
                values.find(CORS_ALLOWED_ORIGINS).orElse(List.of()));
    }

    /** The issuer follows the port, so a free port is chosen before anything listens. */
    private int portOf(SettingsValues values, Setting<Integer> setting) {
        int port = values.get(setting);
        return port == 0 ? freePort.getAsInt() : port;
    }

    private static int anyFreePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    private static Optional<Settings.BootstrapClient> bootstrapClient(SettingsValues values) {
        values.require(
                values.isSet(BOOTSTRAP_CLIENT_ID) == values.isSet(BOOTSTRAP_CLIENT_SECRET),
                BOOTSTRAP_CLIENT_ID.variable() + " and " + BOOTSTRAP_CLIENT_SECRET.variable()
                        + " must be set together.");
        Optional<SecretText> secret = values.find(BOOTSTRAP_CLIENT_SECRET);
        values.require(
                secret.map(text -> text.reveal().length() >= LEAST_CLIENT_SECRET)
                        .orElse(true),
                BOOTSTRAP_CLIENT_SECRET.variable() + " must have at least " + LEAST_CLIENT_SECRET + " characters.");
        return values.find(BOOTSTRAP_CLIENT_ID)
                .flatMap(id -> secret.map(text -> new Settings.BootstrapClient(id, text)));
    }

    private static Settings.Audit audit(SettingsValues values) {
        Duration retention = values.get(AUDIT_RETENTION);
        Duration usual = Duration.ofDays(30);
        Duration traffic =
                values.find(AUDIT_TRAFFIC_RETENTION).orElse(retention.compareTo(usual) < 0 ? retention : usual);
        requireAtLeast(values, AUDIT_RETENTION, retention, LEAST_RETENTION);
        if (values.isSet(AUDIT_TRAFFIC_RETENTION)) {
            requireAtLeast(values, AUDIT_TRAFFIC_RETENTION, traffic, LEAST_RETENTION);
        }
        return new Settings.Audit(retention, traffic, values.find(AUDIT_TRUST));
    }

    private static void check(SettingsValues values, Settings settings) {
        Settings.Server server = settings.server();
        values.require(
                server.port() != server.managementPort(),
                PORT.variable() + " and " + MANAGEMENT_PORT.variable() + " must differ.");
        values.require(
                settings.masterKey().isEmpty() || settings.masterKeyFile().isEmpty(),
                MASTER_KEY.variable() + " and " + MASTER_KEY_FILE.variable() + " must not both be set.");
        Duration moment = Duration.ofSeconds(1);
        requireAtLeast(values, ACCESS_LIFETIME, settings.tokens().accessLifetime(), moment);
        requireAtLeast(values, REFRESH_LIFETIME, settings.tokens().refreshLifetime(), moment);
        requireAtLeast(values, SESSION_IDLE_LIMIT, settings.sessions().idleLimit(), moment);
        requireAtLeast(
                values,
                SESSION_ABSOLUTE_LIMIT,
                settings.sessions().absoluteLimit(),
                settings.sessions().idleLimit());
        values.require(
                settings.keys().publishAhead().compareTo(KeySchedule.JWK_SET_CACHE) > 0,
                PUBLISH_AHEAD.variable() + " must be longer than the 5m that readers keep the JWK set.");
        values.require(
                settings.keys().rotationPeriod().compareTo(settings.keys().publishAhead()) > 0,
                ROTATION_PERIOD.variable() + " must be longer than " + PUBLISH_AHEAD.variable() + ".");
        requireEach(
                values,
                TRUSTED_PROXIES,
                server.trustedProxies(),
                ClientAddress::requireNetwork,
                "an address or a network like 10.0.0.0/8");
        requireEach(
                values,
                CORS_ALLOWED_ORIGINS,
                server.corsAllowedOrigins(),
                SettingKind::origin,
                "an origin like https://app.example");
        requireEach(
                values,
                OUTBOUND_ALLOW,
                settings.outbound().allowed(),
                ClientAddress::requireNetwork,
                "an address or a network like 10.0.0.0/8");
        requireEach(
                values,
                OUTBOUND_CA,
                settings.outbound().trusted().map(Path::toString).stream().toList(),
                file -> OutboundTrust.certificates(Path.of(file)),
                "a readable PEM file of certificates");
        if (settings.mode() == Settings.Mode.PRODUCTION) {
            checkProduction(values, settings);
        }
    }

    private static void checkProduction(SettingsValues values, Settings settings) {
        String mode = MODE.variable() + "=production needs ";
        values.require(
                settings.masterKey().isPresent() || settings.masterKeyFile().isPresent(),
                mode + MASTER_KEY.variable() + " or " + MASTER_KEY_FILE.variable() + ".");
        values.require(
                "https".equals(settings.server().issuer().getScheme()), mode + "an https " + ISSUER.variable() + ".");
        values.require(settings.mongodbUri().isPresent(), mode + MONGODB_URI.variable() + ".");
    }

    private static void requireEach(
            SettingsValues values, Setting<?> setting, List<String> items, Consumer<String> check, String what) {
        for (String item : items) {
            try {
                check.accept(item);
            } catch (IllegalArgumentException e) {
                values.require(false, setting.variable() + ": \"" + item + "\" is not " + what + ".");
            }
        }
    }

    private static void requireAtLeast(
            SettingsValues values, Setting<Duration> setting, Duration value, Duration least) {
        values.require(value.compareTo(least) >= 0, setting.variable() + " must be at least " + spelled(least) + ".");
    }

    private static String spelled(Duration duration) {
        if (duration.toHours() % 24 == 0 && !duration.isZero() && duration.toDays() > 0) {
            return duration.toDays() + "d";
        }
        return duration.toMinutes() > 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }
}
