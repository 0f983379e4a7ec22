package dev.gatehouse.idp.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Apache's httpd with mod_auth_openidc: a relying party that is not ours, on a loopback port, with one protected page.
 */
final class ApacheRelyingParty implements AutoCloseable {

    private static final List<String> MODULES =
            List.of("mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "auth_openidc");

    private final ApacheProcess process;
    private final int port;

    private ApacheRelyingParty(ApacheProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static boolean installed() {
        return ApacheProcess.installed("auth_openidc");
    }

    static String redirectUri(int port) {
        return origin(port) + "/protected/callback";
    }

    static String afterLogout(int port) {
        return origin(port) + "/bye.txt";
    }

    private static String origin(int port) {
        return "http://localhost:" + port;
    }

    static ApacheRelyingParty start(Path folder, int port, String issuer, String clientId, String clientSecret)
            throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder);
        Path pages = Files.createDirectories(root.resolve("pages/protected"));
        Files.writeString(pages.resolve("page.txt"), "the protected page");
        Files.writeString(root.resolve("pages/bye.txt"), "bye");
        // Its workers are not root, and a temporary folder is closed to others.
        for (Path shared : List.of(folder.getParent(), root, root.resolve("pages"), pages)) {
            Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        String configuration = configuration(root, port, issuer, clientId, clientSecret);
        return new ApacheRelyingParty(ApacheProcess.start(root, port, MODULES, configuration), port);
    }

    String protectedPage() {
        return origin(port) + "/protected/page.txt";
    }

    /** The module's own sign-out: it ends its session and sends the browser to the provider's end-session endpoint. */
    String signOut() {
        return redirectUri(port) + "?logout="
                + java.net.URLEncoder.encode(afterLogout(port), java.nio.charset.StandardCharsets.UTF_8);
    }

    String errors() {
        return process.errors();
    }

    private static String configuration(Path root, int port, String issuer, String clientId, String clientSecret) {
        return """
                LogLevel warn auth_openidc:info
                TypesConfig /etc/mime.types
                DocumentRoot %1$s/pages
                OIDCProviderMetadataURL %2$s/.well-known/openid-configuration
                OIDCClientID %3$s
                OIDCClientSecret %4$s
                OIDCProviderTokenEndpointAuth client_secret_basic
                OIDCRedirectURI %5$s
                OIDCCryptoPassphrase a-passphrase-of-this-test-alone
                OIDCScope "openid profile email"
                OIDCPKCEMethod S256
                OIDCIDTokenSignedResponseAlg RS256
                OIDCRemoteUserClaim sub
                <Location /protected>
                    AuthType openid-connect
                    Require valid-user
                </Location>
                """.formatted(root, issuer, clientId, clientSecret, redirectUri(port));
    }

    @Override
    public void close() {
        process.close();
    }
}
