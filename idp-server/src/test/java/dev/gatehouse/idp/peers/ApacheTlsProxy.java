package dev.gatehouse.idp.peers;

import dev.gatehouse.idp.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Apache's httpd as the proxy that ends TLS in front of the server. It forwards a Host header and forwarding headers
 * that name another host, scheme, port and path, as a careless proxy would let a client send them.
 */
final class ApacheTlsProxy implements AutoCloseable {

    /** What must turn up in no answer. */
    static final String ELSEWHERE = "elsewhere.example";

    private static final List<String> MODULES =
            List.of("mpm_event", "authz_core", "headers", "proxy", "proxy_http", "setenvif", "socache_shmcb", "ssl");

    private final ApacheProcess process;

    private ApacheTlsProxy(ApacheProcess process) {
        this.process = process;
    }

    static boolean installed() {
        return ApacheProcess.installed("ssl") && ApacheProcess.installed("proxy_http");
    }

    static ApacheTlsProxy start(Path folder, int port, TestCertificate certificate, int serverPort)
            throws IOException, InterruptedException {
        Path root = Files.createDirectories(folder);
        return new ApacheTlsProxy(ApacheProcess.start(root, port, MODULES, """
                LogLevel warn
                SSLEngine on
                SSLCertificateFile %1$s
                SSLCertificateKeyFile %2$s
                ProxyPreserveHost On
                RequestHeader set Host %4$s
                RequestHeader set X-Forwarded-Host %4$s
                RequestHeader set X-Forwarded-Proto http
                RequestHeader set X-Forwarded-Port 81
                RequestHeader set X-Forwarded-Prefix /%4$s
                RequestHeader set X-Original-Host %4$s
                RequestHeader set Forwarded "for=192.0.2.1;host=%4$s;proto=http"
                ProxyPass / http://127.0.0.1:%3$d/
                """.formatted(
                        certificate.certificate(), certificate.privateKey(), serverPort, ELSEWHERE)));
    }

    String errors() {
        return process.errors();
    }

    @Override
    public void close() {
        process.close();
    }
}
