package dev.gatehouse.idp.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Apache's httpd with mod_auth_openidc: a relying party that is not ours, on a loopback port, with one protected page.
 */
final class ApacheRelyingParty implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/apache2");
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final int port;
    private final Path errorLog;

    private ApacheRelyingParty(Process process, int port, Path errorLog) {
        this.process = process;
        this.port = port;
        this.errorLog = errorLog;
    }

    static boolean installed() {
        return Files.isExecutable(PROGRAM) && Files.exists(MODULES.resolve("mod_auth_openidc.so"));
    }

    /** A free loopback port; the client is registered with the redirect URI of it before the start. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
        Path errorLog = root.resolve("error.log");
        Path configuration = Files.writeString(
                root.resolve("httpd.conf"), configuration(root, port, issuer, clientId, clientSecret));
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-d", root.toString(), "-f", configuration.toString(), "-DFOREGROUND")
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output.log").toFile())
                .start();
        var party = new ApacheRelyingParty(process, port, errorLog);
        party.awaitListening();
        return party;
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
        try {
            return Files.exists(errorLog) ? Files.readString(errorLog) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!listens()) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("apache2 ended with " + process.exitValue() + ": " + errors());
            }
            if (Instant.now().isAfter(end)) {
                throw new IOException("apache2 does not listen on port " + port + ": " + errors());
            }
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static String configuration(Path root, int port, String issuer, String clientId, String clientSecret) {
        var modules = new StringBuilder();
        for (String module :
                List.of("mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "auth_openidc")) {
            modules.append("LoadModule ")
                    .append(module)
                    .append("_module ")
                    .append(MODULES.resolve("mod_" + module + ".so"))
                    .append('\n');
        }
        return modules + """
                ServerName localhost
                Listen 127.0.0.1:%1$d
                PidFile %2$s/apache.pid
                ErrorLog %2$s/error.log
                LogLevel warn auth_openidc:info
                TypesConfig /etc/mime.types
                DocumentRoot %2$s/pages
                User www-data
                Group www-data
                StartServers 1
                OIDCProviderMetadataURL %3$s/.well-known/openid-configuration
                OIDCClientID %4$s
                OIDCClientSecret %5$s
                OIDCProviderTokenEndpointAuth client_secret_basic
                OIDCRedirectURI %6$s
                OIDCCryptoPassphrase a-passphrase-of-this-test-alone
                OIDCScope "openid profile email"
                OIDCPKCEMethod S256
                OIDCIDTokenSignedResponseAlg RS256
                OIDCRemoteUserClaim sub
                <Location /protected>
                    AuthType openid-connect
                    Require valid-user
                </Location>
                """.formatted(port, root, issuer, clientId, clientSecret, redirectUri(port));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
