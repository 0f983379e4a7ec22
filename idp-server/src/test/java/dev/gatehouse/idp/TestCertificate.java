package dev.gatehouse.idp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A TLS certificate that vouches for itself, made by the JDK's keytool: for servers of a test on loopback. */
public final class TestCertificate {

    private static final String PASSWORD = "password-of-a-key-that-lives-for-a-test";
    private static final String ALIAS = "test";

    private final KeyStore store;
    private final Path certificate;
    private final Path privateKey;

    private TestCertificate(KeyStore store, Path folder) throws GeneralSecurityException, IOException {
        this.store = store;
        this.certificate = write(
                folder.resolve("certificate.pem"),
                "CERTIFICATE",
                store.getCertificate(ALIAS).getEncoded());
        this.privateKey = write(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    /** For DNS names and IP addresses. */
    public static TestCertificate of(Path folder, String... names)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = Files.createDirectories(folder).resolve("test.p12");
        String alternatives = Arrays.stream(names)
                .map(name -> (name.matches("[0-9.]+|.*:.*") ? "ip:" : "dns:") + name)
                .collect(Collectors.joining(","));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + names[0],
                "-ext",
                "san=" + alternatives,
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, PASSWORD.toCharArray());
        }
        return new TestCertificate(store, folder);
    }

    /** The PEM file of the certificate. */
    public Path certificate() {
        return certificate;
    }

    /** The PEM file of its private key. */
    public Path privateKey() {
        return privateKey;
    }

    /** For a server that shows the certificate. */
    public SSLContext ofServer() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts the certificate and no other. */
    public SSLContext ofClient() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        Certificate anchor = store.getCertificate(ALIAS);
        trusted.setCertificateEntry(ALIAS, anchor);
        var anchors = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        anchors.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, anchors.getTrustManagers(), null);
        return context;
    }

    private static Path write(Path file, String type, byte[] der) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }
}
