package dev.gatehouse.idp.config;

import dev.gatehouse.idp.edge.ClientAddress.ForwardingHeader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every setting there is, in the order in which the operations page lists them. */
public final class SettingsCatalogue {

    static final Setting<Settings.Mode> MODE = Setting.fixed(
            "gatehouse.mode",
            "embedded",
            SettingKind.MODE,
            "`production` refuses to start without a master key, an https issuer and MongoDB.");
    static final Setting<Integer> PORT = Setting.fixed(
            "gatehouse.port", "9000", SettingKind.PORT, "The port of the HTTP server; 0 takes a free one.");
    static final Setting<String> ADDRESS = Setting.open(
            "gatehouse.address",
            "`127.0.0.1` in embedded mode, else `0.0.0.0`",
            SettingKind.TEXT,
            "The address that the HTTP server listens on.");
    static final Setting<Integer> MANAGEMENT_PORT = Setting.fixed(
            "gatehouse.management.port",
            "9001",
            SettingKind.PORT,
            "The port of health and metrics; 0 takes a free one.");
    static final Setting<String> MANAGEMENT_ADDRESS = Setting.open(
            "gatehouse.management.address",
            "`127.0.0.1` in embedded mode, else `0.0.0.0`",
            SettingKind.TEXT,
            "The address that health and metrics listen on.");
    static final Setting<URI> ISSUER = Setting.open(
            "gatehouse.issuer",
            "`http://localhost:` and the port",
            SettingKind.ORIGIN,
            "The server's name in tokens and links: the URL at which browsers and clients reach it.");
    static final Setting<List<String>> TRUSTED_PROXIES = Setting.open(
            "gatehouse.trusted-proxies",
            "none",
            SettingKind.LIST,
            "Addresses and networks (`10.0.0.0/8`) of proxies that are believed about the client's address.");
    static final Setting<ForwardingHeader> FORWARDING_HEADER = Setting.fixed(
            "gatehouse.forwarding-header",
            "X-Forwarded-For",
            SettingKind.FORWARDING_HEADER,
            "The header in which those proxies write the client's address: `X-Forwarded-For` or `Forwarded`.");
    static final Setting<List<String>> CORS_ALLOWED_ORIGINS = Setting.open(
            "gatehouse.cors-allowed-origins",
            "none",
            SettingKind.LIST,
            "Origins that may call from a browser, besides those of registered clients.");
    static final Setting<Path> OUTBOUND_CA = Setting.open(
            "gatehouse.outbound.ca",
            "none",
            SettingKind.PATH,
            "A PEM file of certificates that outgoing calls trust besides the JDK's roots.");
    static final Setting<List<String>> OUTBOUND_ALLOW = Setting.open(
            "gatehouse.outbound.allow",
            "none; loopback in embedded mode with a `localhost` issuer",
            SettingKind.LIST,
            "Addresses and networks (`10.0.0.0/8`) that outgoing calls may reach though they are not public.");
    static final Setting<Path> DATA =
            Setting.fixed("gatehouse.data", "data", SettingKind.PATH, "The folder of the embedded store.");
    static final Setting<SecretText> MONGODB_URI = Setting.open(
            "gatehouse.mongodb-uri",
            "the embedded store",
            SettingKind.SECRET,
            "The MongoDB replica set or sharded cluster to use.");
    static final Setting<SecretText> MASTER_KEY = Setting.open(
            "gatehouse.master-key",
            "generated into `data/master.key` in embedded mode",
            SettingKind.SECRET,
            "The master key: 32 bytes in base64.");
    static final Setting<Path> MASTER_KEY_FILE =
            Setting.open("gatehouse.master-key-file", "none", SettingKind.PATH, "The file that holds the master key.");
    static final Setting<SecretText> ADMIN_PASSWORD = Setting.open(
            "gatehouse.admin-password",
            "generated and printed once",
            SettingKind.SECRET,
            "The first password of the administrator `admin`, applied to an empty store only.");
    static final Setting<String> BOOTSTRAP_CLIENT_ID = Setting.open(
            "gatehouse.bootstrap.client-id",
            "none",
            SettingKind.TEXT,
            "The service client for automation that is created in an empty store, in the role `admins`.");
    static final Setting<SecretText> BOOTSTRAP_CLIENT_SECRET = Setting.open(
            "gatehouse.bootstrap.client-secret", "none", SettingKind.SECRET, "Its secret, at least 32 characters.");
    static final Setting<Duration> ACCESS_LIFETIME = Setting.fixed(
            "gatehouse.tokens.access-lifetime",
            "15h",
            SettingKind.DURATIONS,
            "How long an access token lives, unless its client says otherwise.");
    static final Setting<Duration> REFRESH_LIFETIME = Setting.fixed(
            "gatehouse.tokens.refresh-lifetime",
            "30d",
            SettingKind.DURATIONS,
            "How long a refresh token lives, unless its client says otherwise.");
    static final Setting<Duration> ROTATION_PERIOD = Setting.fixed(
            "gatehouse.keys.rotation-period", "90d", SettingKind.DURATIONS, "How long a signing key signs.");
    static final Setting<Duration> PUBLISH_AHEAD = Setting.fixed(
            "gatehouse.keys.publish-ahead",
            "10m",
            SettingKind.DURATIONS,
            "How long a signing key is published before it signs; more than the 5 minutes that its readers keep it.");
    static final Setting<Duration> AUDIT_RETENTION = Setting.fixed(
            "gatehouse.audit.retention",
            "400d",
            SettingKind.DURATIONS,
            "How long audit records of the class `security` stay, at least 7d.");
    static final Setting<Duration> AUDIT_TRAFFIC_RETENTION = Setting.open(
            "gatehouse.audit.traffic-retention",
            "`30d`, or the other retention when that is shorter",
            SettingKind.DURATIONS,
            "How long audit records of the class `traffic` stay, at least 7d.");
    static final Setting<String> AUDIT_TRUST = Setting.open(
            "gatehouse.audit.trust",
            "the file `audit-trust` beside the store",
            SettingKind.TEXT,
            "The fingerprint of the key that `audit verify` trusts.");
    static final Setting<Duration> SESSION_IDLE_LIMIT = Setting.fixed(
            "gatehouse.sessions.idle-limit",
            "30m",
            SettingKind.DURATIONS,
            "A browser session ends when it was not used for so long.");
    static final Setting<Duration> SESSION_ABSOLUTE_LIMIT = Setting.fixed(
            "gatehouse.sessions.absolute-limit",
            "12h",
            SettingKind.DURATIONS,
            "A browser session ends so long after sign-in.");
    static final Setting<Integer> FAILURES_PER_ADDRESS = Setting.fixed(
            "gatehouse.signin.failures-per-address",
            "20",
            SettingKind.COUNT,
            "Failed sign-ins a minute that one address may have.");
    static final Setting<Integer> FAILURES_PER_ACCOUNT = Setting.fixed(
            "gatehouse.signin.failures-per-account",
            "10",
            SettingKind.COUNT,
            "Failed sign-ins that one account may have before each further one must wait longer.");

    static final Setting<Boolean> GUEST_ENABLED = Setting.fixed(
            "gatehouse.guest.enabled",
            "false",
            SettingKind.SWITCH,
            "Whether a call of `/api/` without credentials acts as the guest, who may what the access model lets `guest`.");

    private static final List<Setting<?>> ALL = List.of(
            MODE,
            PORT,
            ADDRESS,
            MANAGEMENT_PORT,
            MANAGEMENT_ADDRESS,
            ISSUER,
            TRUSTED_PROXIES,
            FORWARDING_HEADER,
            CORS_ALLOWED_ORIGINS,
            OUTBOUND_CA,
            OUTBOUND_ALLOW,
            DATA,
            MONGODB_URI,
            MASTER_KEY,
            MASTER_KEY_FILE,
            ADMIN_PASSWORD,
            BOOTSTRAP_CLIENT_ID,
            BOOTSTRAP_CLIENT_SECRET,
            ACCESS_LIFETIME,
            REFRESH_LIFETIME,
            ROTATION_PERIOD,
            PUBLISH_AHEAD,
            AUDIT_RETENTION,
            AUDIT_TRAFFIC_RETENTION,
            AUDIT_TRUST,
            SESSION_IDLE_LIMIT,
            SESSION_ABSOLUTE_LIMIT,
            FAILURES_PER_ADDRESS,
            FAILURES_PER_ACCOUNT,
            GUEST_ENABLED);

    private SettingsCatalogue() {}

    /** All settings, in the order of the operations page. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
