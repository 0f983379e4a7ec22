package dev.gatehouse.idp.config;

import static dev.gatehouse.idp.config.SettingsCatalogue.*;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What each setting comes to at a start, by variable: defaults included, absent ones left out. Of a secret stands a keyed
 * hash alone, which tells whether it is another than before and nothing else.
 */
final class EffectiveSettings {

    private final SortedMap<String, String> values = new TreeMap<>();
    private final KeyedHash hash;

    private EffectiveSettings(KeyedHash hash) {
        this.hash = hash;
    }

    static SortedMap<String, String> of(Settings settings, KeyedHash hash) {
        var effective = new EffectiveSettings(hash);
        effective.add(settings);
        effective.add(settings.server());
        effective.add(settings.outbound());
        return effective.values;
    }

    static boolean isSecret(String variable) {
        return SettingsCatalogue.all().stream()
                .anyMatch(setting ->
                        setting.variable().equals(variable) && setting.kind().secret());
    }

    private void add(Settings settings) {
        put(MODE, settings.mode().name().toLowerCase(Locale.ROOT));
        put(DATA, settings.data().toString());
        put(MONGODB_URI, hashed(settings.mongodbUri()));
        put(MASTER_KEY, hashed(settings.masterKey()));
        put(MASTER_KEY_FILE, settings.masterKeyFile().map(Path::toString).orElse(null));
        put(ADMIN_PASSWORD, hashed(settings.adminPassword()));
        put(
                BOOTSTRAP_CLIENT_ID,
                settings.bootstrapClient().map(Settings.BootstrapClient::id).orElse(null));
        put(BOOTSTRAP_CLIENT_SECRET, hashed(settings.bootstrapClient().map(Settings.BootstrapClient::secret)));
        put(ACCESS_LIFETIME, settings.tokens().accessLifetime().toString());
        put(REFRESH_LIFETIME, settings.tokens().refreshLifetime().toString());
        put(ROTATION_PERIOD, settings.keys().rotationPeriod().toString());
        put(PUBLISH_AHEAD, settings.keys().publishAhead().toString());
        put(AUDIT_RETENTION, settings.audit().retention().toString());
        put(AUDIT_TRAFFIC_RETENTION, settings.audit().trafficRetention().toString());
        put(AUDIT_TRUST, settings.audit().trust().orElse(null));
        put(SESSION_IDLE_LIMIT, settings.sessions().idleLimit().toString());
        put(SESSION_ABSOLUTE_LIMIT, settings.sessions().absoluteLimit().toString());
        put(FAILURES_PER_ADDRESS, Integer.toString(settings.signIn().failuresPerAddress()));
        put(FAILURES_PER_ACCOUNT, Integer.toString(settings.signIn().failuresPerAccount()));
        put(GUEST_ENABLED, Boolean.toString(settings.guest().enabled()));
    }

    private void add(Settings.Server server) {
        put(PORT, Integer.toString(server.port()));
        put(ADDRESS, server.address());
        put(MANAGEMENT_PORT, Integer.toString(server.managementPort()));
        put(MANAGEMENT_ADDRESS, server.managementAddress());
        put(ISSUER, server.issuer().toString());
        put(TRUSTED_PROXIES, list(server.trustedProxies()));
        put(
                FORWARDING_HEADER,
                server.forwardingHeader().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        put(CORS_ALLOWED_ORIGINS, list(server.corsAllowedOrigins()));
    }

    private void add(Settings.Outbound outbound) {
        put(OUTBOUND_CA, outbound.trusted().map(Path::toString).orElse(null));
        put(OUTBOUND_ALLOW, list(outbound.allowed()));
    }

    private void put(Setting<?> setting, @Nullable String value) {
        if (value != null) {
            values.put(setting.variable(), value);
        }
    }

    private static @Nullable String list(List<String> items) {
        return items.isEmpty() ? null : String.join(",", items);
    }

    private @Nullable String hashed(Optional<SecretText> secret) {
        return secret.map(text -> hash.of(KeyPurpose.SETTINGS_COMPARISON, text.reveal()))
                .orElse(null);
    }
}
