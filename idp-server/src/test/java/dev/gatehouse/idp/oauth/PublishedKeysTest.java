package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.gatehouse.idp.TestCertificate;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.ClientAuthMethod;
import dev.gatehouse.idp.clients.TestClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code private_key_jwt} with keys that the client publishes at its {@code jwks_uri}. */
class PublishedKeysTest {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final ECKey FIRST = key("first");
    private static final ECKey SECOND = key("second");
    private static final AtomicInteger FETCHES = new AtomicInteger();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Path FOLDER = folder();
    private static final TestCertificate CERTIFICATE = certificate();

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded()
            .with("gatehouse.outbound.ca", CERTIFICATE.certificate().toString());

    private static final RegisteredClients CLIENTS = new RegisteredClients(SERVER);
    private static HttpsServer publisher;

    @BeforeAll
    static void publish() throws Exception {
        publisher = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publisher.setHttpsConfigurator(new HttpsConfigurator(CERTIFICATE.ofServer()));
        publisher.createContext("/jwks", exchange -> {
            FETCHES.incrementAndGet();
            byte[] body = new JWKSet(FIRST).toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        publisher.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/jwks");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        publisher.start();
    }

    @AfterAll
    static void stop() throws IOException {
        publisher.stop(0);
        try (var files = Files.walk(FOLDER)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("published-keys");
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }

    private static TestCertificate certificate() {
        try {
            return TestCertificate.of(FOLDER, "localhost");
        } catch (IOException | InterruptedException | GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String client(String jwksUri) {
        String id = "publisher-" + NUMBER.incrementAndGet();
        CLIENTS.addWithoutSecret(TestClients.service(id)
                .authMethod(ClientAuthMethod.PRIVATE_KEY_JWT)
                .secretHash(null)
                .jwksUri(jwksUri));
        return id;
    }

    /** Another address for each test, since answers are remembered by address. */
    private static String published(String path) {
        return "https://localhost:" + publisher.getAddress().getPort() + path + "?" + NUMBER.incrementAndGet();
    }

    private static HttpResponse<String> ask(String client, ECKey key, @Nullable String kid) throws JOSEException {
        Instant now = Clock.systemUTC().instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(client)
                .subject(client)
                .audience(SERVER.issuer())
                .jwtID(UUID.randomUUID().toString())
                .expirationTime(Date.from(now.plusSeconds(60)))
                .build();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return SERVER.post(
                "/oauth2/token",
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_assertion_type",
                        TYPE,
                        "client_assertion",
                        jwt.serialize()));
    }

    private static void assertRefused(HttpResponse<String> answer, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(json(answer).get("error").asString()).isEqualTo("invalid_client");
        assertThat(answer.body()).doesNotContain(detail);
        assertThat(SERVER.trail().events().getLast().facts())
                .as("the record says why")
                .containsEntry("detail", detail);
    }

    @Test
    void authenticatesWhenTheKeyIsPublishedThenFetchedOnce() throws JOSEException {
        String client = client(published("/jwks"));
        FETCHES.set(0);

        for (int i = 0; i < 5; i++) {
            assertThat(ask(client, FIRST, "first").statusCode()).isEqualTo(200);
            assertThat(ask(client, FIRST, null).statusCode()).isEqualTo(200);
        }
        assertThat(FETCHES).hasValue(1);
    }

    @Test
    void authenticatesWhenTheKeyIsUnknownThenRefusedWithoutMoreFetches() throws JOSEException {
        String client = client(published("/jwks"));
        FETCHES.set(0);

        for (int i = 0; i < 5; i++) {
            assertRefused(ask(client, SECOND, "second"), "assertion-key-unknown");
            assertRefused(ask(client, SECOND, "first"), "assertion-signature");
            assertRefused(ask(client, SECOND, null), "assertion-signature");
        }
        assertThat(FETCHES).hasValue(1);
    }

    @Test
    void authenticatesWhenTheKeysCannotBeFetchedThenRefusedAndTheRecordSaysWhy() throws JOSEException {
        assertRefused(ask(client(published("/moved")), FIRST, "first"), "jwks-uri-redirected");
        assertRefused(ask(client(published("/none")), FIRST, "first"), "jwks-uri-status");
        assertRefused(ask(client("https://10.255.255.1/jwks"), FIRST, "first"), "jwks-uri-address-not-public");
        assertRefused(ask(client("https://169.254.169.254/jwks"), FIRST, "first"), "jwks-uri-address-not-public");
        // Registration refuses it; whatever the store says, it is not called.
        assertRefused(ask(client("http://localhost/jwks"), FIRST, "first"), "jwks-uri-not-callable");
    }
}
