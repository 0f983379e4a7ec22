package dev.gatehouse.idp.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.idp.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server as others see it: Apache's mod_auth_openidc, and openid-client on Node. */
class RelyingPartiesIT {

    private static final String PASSWORD = "a long enough password for this test";

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.admin-password", PASSWORD);

    @TempDir
    static Path folder;

    private static Chromium chromium;

    private record Registered(String id, String secret) {}

    @BeforeAll
    static void open() {
        chromium = new Chromium();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    @Timeout(120)
    void showsTheProtectedPageOfApacheWhenThePersonHasSignedInAndSignsOutThroughIt() throws Exception {
        assertThat(ApacheRelyingParty.installed())
                .as("apt install libapache2-mod-auth-openidc")
                .isTrue();
        int port = ApacheProcess.freePort();
        Registered client =
                register("""
                {"client_name":"Apache","redirect_uris":["%s"],"post_logout_redirect_uris":["%s"],
                 "grant_types":["authorization_code"],"response_types":["code"],"scope":"openid profile email",
                 "token_endpoint_auth_method":"client_secret_basic","id_token_signed_response_alg":"RS256"}""".formatted(ApacheRelyingParty.redirectUri(port), ApacheRelyingParty.afterLogout(port)));
        try (var apache = ApacheRelyingParty.start(
                        folder.resolve("apache"), port, SERVER.issuer(), client.id(), client.secret());
                Page page = chromium.freshPage()) {
            page.navigate(apache.protectedPage());
            assertThat(page.url()).as(() -> page.content() + apache.errors()).startsWith(SERVER.issuer() + "/login");
            Chromium.signIn(page, "admin", PASSWORD);
            consent(page);
            page.waitForURL(apache.protectedPage());
            assertThat(page.textContent("body")).contains("the protected page");

            page.navigate(apache.signOut());
            page.waitForURL(ApacheRelyingParty.afterLogout(port));
            page.navigate(apache.protectedPage());
            assertThat(page.url()).as("signed out at both").startsWith(SERVER.issuer() + "/login");
        }
    }

    @Test
    @Timeout(120)
    void servesOpenidClientWhenItAsksForEveryGrant() throws Exception {
        Registered service = register("""
                {"client_name":"Service","grant_types":["client_credentials"],
                 "token_endpoint_auth_method":"client_secret_basic"}""");
        // Where the browser comes back to: nothing there but an address.
        HttpServer callback = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callback.createContext("/callback", exchange -> {
            byte[] body = "back".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        String redirectUri = "http://127.0.0.1:" + callback.getAddress().getPort() + "/callback";
        Registered web = register("""
                {"client_name":"Web","redirect_uris":["%s"],
                 "grant_types":["authorization_code","refresh_token","urn:ietf:params:oauth:grant-type:device_code"],
                 "response_types":["code"],"scope":"openid profile email offline_access",
                 "token_endpoint_auth_method":"client_secret_post"}""".formatted(redirectUri));
        callback.start();
        Path peer = installPeer();
        Process node = new ProcessBuilder(
                        "node",
                        "peer.mjs",
                        SERVER.issuer(),
                        service.id(),
                        service.secret(),
                        web.id(),
                        web.secret(),
                        redirectUri)
                .directory(peer.toFile())
                .redirectError(peer.resolve("errors.log").toFile())
                .start();
        try (Page page = chromium.freshPage();
                var lines = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
                Writer answers = new OutputStreamWriter(node.getOutputStream(), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); !"done".equals(line); line = lines.readLine()) {
                if (line == null) {
                    fail("openid-client ended: " + Files.readString(peer.resolve("errors.log")));
                }
                answers.write(runErrand(page, redirectUri, line) + "\n");
                answers.flush();
            }
            assertThat(node.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(node.exitValue()).isZero();
        } finally {
            callback.stop(0);
            node.destroyForcibly();
        }
    }

    /** Does in the browser what the library asks for, and tells where the browser ended. */
    private static String runErrand(Page page, String redirectUri, String line) {
        String[] errand = line.split(" ", 2);
        page.navigate(errand[1]);
        if (page.url().startsWith(SERVER.issuer() + "/login")) {
            Chromium.signIn(page, "admin", PASSWORD);
        }
        if ("approve".equals(errand[0])) {
            page.click("button[type=submit].primary");
            page.click("button[value=allow]");
            page.waitForLoadState();
            return page.url();
        }
        consent(page);
        page.waitForURL(url -> url.startsWith(redirectUri));
        return page.url();
    }

    /** Allows, when the page asks. */
    private static void consent(Page page) {
        var allow = page.locator("button[value=allow]");
        if (allow.count() > 0) {
            allow.first().click();
        }
    }

    private static Registered register(String metadata) {
        HttpRequest.Builder request = SERVER.request("/api/v1/clients")
                .header("Authorization", "Bearer " + SERVER.adminToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(metadata));
        HttpResponse<String> answer = SERVER.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode client = JsonMapper.shared().readTree(answer.body());
        return new Registered(
                client.get("client_id").asString(), client.get("client_secret").asString());
    }

    private static Path installPeer() throws IOException, InterruptedException {
        Path peer = Files.createDirectories(folder.resolve("openid-client"));
        for (String file : List.of("package.json", "package-lock.json", "peer.mjs")) {
            try (var resource = RelyingPartiesIT.class.getResourceAsStream("/peers/openid-client/" + file)) {
                Files.copy(resource, peer.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--silent")
                .directory(peer.toFile())
                .redirectErrorStream(true)
                .redirectOutput(peer.resolve("npm.log").toFile())
                .start();
        assertThat(npm.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(npm.exitValue())
                .as(Files.readString(peer.resolve("npm.log")))
                .isZero();
        return peer;
    }
}
