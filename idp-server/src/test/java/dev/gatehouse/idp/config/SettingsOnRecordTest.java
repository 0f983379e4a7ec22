package dev.gatehouse.idp.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.TestCertificate;
import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SettingsOnRecordTest {

    private static final String SECRET = "a-secret-of-more-than-32-characters";
    private static final String OTHER_SECRET = "another-secret-of-more-than-32-characters";

    /** Every setting that there is, so that none is forgotten where they are compared. */
    private static final Map<String, String> EVERYTHING = Map.ofEntries(
            Map.entry("GATEHOUSE_MODE", "production"),
            Map.entry("GATEHOUSE_PORT", "9100"),
            Map.entry("GATEHOUSE_ADDRESS", "127.0.0.1"),
            Map.entry("GATEHOUSE_MANAGEMENT_PORT", "9101"),
            Map.entry("GATEHOUSE_MANAGEMENT_ADDRESS", "127.0.0.1"),
            Map.entry("GATEHOUSE_ISSUER", "https://id.example"),
            Map.entry("GATEHOUSE_TRUSTED_PROXIES", "10.0.0.0/8"),
            Map.entry("GATEHOUSE_FORWARDING_HEADER", "Forwarded"),
            Map.entry("GATEHOUSE_CORS_ALLOWED_ORIGINS", "https://app.example"),
            Map.entry("GATEHOUSE_OUTBOUND_ALLOW", "10.0.0.0/8"),
            Map.entry("GATEHOUSE_DATA", "data"),
            Map.entry("GATEHOUSE_MONGODB_URI", "mongodb://u:" + SECRET + "@db/x"),
            Map.entry("GATEHOUSE_MASTER_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
            Map.entry("GATEHOUSE_ADMIN_PASSWORD", SECRET),
            Map.entry("GATEHOUSE_BOOTSTRAP_CLIENT_ID", "ops"),
            Map.entry("GATEHOUSE_BOOTSTRAP_CLIENT_SECRET", SECRET),
            Map.entry("GATEHOUSE_TOKENS_ACCESS_LIFETIME", "1h"),
            Map.entry("GATEHOUSE_TOKENS_REFRESH_LIFETIME", "1d"),
            Map.entry("GATEHOUSE_KEYS_ROTATION_PERIOD", "30d"),
            Map.entry("GATEHOUSE_KEYS_PUBLISH_AHEAD", "20m"),
            Map.entry("GATEHOUSE_AUDIT_RETENTION", "100d"),
            Map.entry("GATEHOUSE_AUDIT_TRAFFIC_RETENTION", "10d"),
            Map.entry("GATEHOUSE_AUDIT_TRUST", "SHA256:x"),
            Map.entry("GATEHOUSE_SESSIONS_IDLE_LIMIT", "10m"),
            Map.entry("GATEHOUSE_SESSIONS_ABSOLUTE_LIMIT", "1h"),
            Map.entry("GATEHOUSE_SIGNIN_FAILURES_PER_ADDRESS", "5"),
            Map.entry("GATEHOUSE_SIGNIN_FAILURES_PER_ACCOUNT", "5"),
            Map.entry("GATEHOUSE_GUEST_ENABLED", "true"));

    private static final KeyedHash MARKS_SECRETS = new KeyedHash() {
        @Override
        public String of(KeyPurpose purpose, String secret) {
            return "hashed";
        }

        @Override
        public boolean matches(KeyPurpose purpose, String secret, String hash) {
            throw new UnsupportedOperationException();
        }
    };

    @TempDir
    private Path data;

    private void startAndStop(String... settings) {
        var all = new TreeMap<>(Map.of(
                "gatehouse.data", data.toString(),
                "gatehouse.port", "0",
                "gatehouse.management.port", "0"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        GatehouseServer.start(all).close();
    }

    /** The changes of each {@code server.configured}, save the ports, which are others at each start here. */
    private List<List<String>> configured() throws SQLException {
        var records = new ArrayList<List<String>>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("audit.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT record FROM audit_records WHERE action = 'server.configured' ORDER BY time, seq")) {
            while (rows.next()) {
                JsonNode event = JsonMapper.shared().readTree(rows.getBytes(1)).required("event");
                records.add(event.path("changes")
                        .valueStream()
                        .map(change -> change.path("field").asString() + ": "
                                + change.path("before").asString("none") + " > "
                                + change.path("after").asString("none"))
                        .filter(change -> !change.matches("GATEHOUSE_(MANAGEMENT_)?PORT:.*|GATEHOUSE_ISSUER:.*"))
                        .toList());
            }
        }
        return records;
    }

    @Test
    void startsWhenSettingsDifferThenTheDifferenceIsOnRecordWithoutASecret() throws Exception {
        startAndStop();
        startAndStop(
                "gatehouse.tokens.access-lifetime", "1h",
                "gatehouse.bootstrap.client-id", "ops",
                "gatehouse.bootstrap.client-secret", SECRET);
        startAndStop(
                "gatehouse.tokens.access-lifetime", "1h",
                "gatehouse.bootstrap.client-id", "ops",
                "gatehouse.bootstrap.client-secret", OTHER_SECRET);
        startAndStop("gatehouse.tokens.access-lifetime", "60m");

        List<List<String>> configured = configured();

        assertThat(configured.getFirst())
                .as("the first start")
                .contains("GATEHOUSE_MODE: none > embedded", "GATEHOUSE_TOKENS_ACCESS_LIFETIME: none > PT15H");
        assertThat(configured.subList(1, configured.size()))
                .containsExactly(
                        List.of(
                                "GATEHOUSE_BOOTSTRAP_CLIENT_ID: none > ops",
                                "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET: not set > set",
                                "GATEHOUSE_TOKENS_ACCESS_LIFETIME: PT15H > PT1H"),
                        List.of("GATEHOUSE_BOOTSTRAP_CLIENT_SECRET: set > changed"),
                        List.of(
                                "GATEHOUSE_BOOTSTRAP_CLIENT_ID: ops > none",
                                "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET: set > not set"));
        for (String file : List.of("audit.db", "gatehouse.db")) {
            assertThat(Files.readString(data.resolve(file), StandardCharsets.ISO_8859_1))
                    .doesNotContain(SECRET)
                    .doesNotContain(OTHER_SECRET);
        }
    }

    @Test
    void startsWhenSettingsAreTheSameThenNothingIsRecorded() throws Exception {
        Settings settings = new SettingsReader().read(Map.of("GATEHOUSE_DATA", data.toString()));
        try (var offline = OfflineServer.open(Map.of("gatehouse.data", data.toString()))) {
            var documents = offline.getBean("documents", dev.gatehouse.idp.storage.DocumentStore.class);
            var trail = offline.getBean(dev.gatehouse.idp.audit.AuditTrail.class);
            for (int start = 0; start < 3; start++) {
                new SettingsOnRecord(documents, trail, "local")
                        .record(
                                new dev.gatehouse.idp.audit.Target("server", "x"),
                                EffectiveSettings.of(settings, MARKS_SECRETS));
            }
        }
        assertThat(configured()).hasSize(1);
    }

    @Test
    void comparesWhenASettingIsInTheCatalogueThenItHasAValueHere() throws Exception {
        var everything = new HashMap<>(EVERYTHING);
        everything.put(
                "GATEHOUSE_OUTBOUND_CA",
                TestCertificate.of(data, "localhost").certificate().toString());
        Settings settings = new SettingsReader().read(everything);
        var missing = SettingsCatalogue.all().stream()
                .map(Setting::variable)
                .filter(variable ->
                        !EffectiveSettings.of(settings, MARKS_SECRETS).containsKey(variable))
                .collect(Collectors.toSet());
        // The one that excludes another.
        assertThat(missing).containsExactly("GATEHOUSE_MASTER_KEY_FILE");
        assertThat(EffectiveSettings.of(settings, MARKS_SECRETS).values().toString())
                .doesNotContain(SECRET);
    }
}
