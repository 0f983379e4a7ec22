package dev.gatehouse.idp.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.idp.TestCertificate;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.config.Settings;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The server behind Apache's httpd, which ends TLS: whatever Host and forwarding headers say, everything follows the
 * issuer.
 */
class TlsProxyIT {

    private static final String PASSWORD = "a long enough password for this test";
    private static final String HOST = "id.example.test";
    private static final int PORT = ApacheProcess.freePort();
    private static final String ISSUER = "https://" + HOST + ":" + PORT;
    private static final Pattern URLS = Pattern.compile("https?://[^\"'<> ]+");

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded()
            .with("gatehouse.issuer", ISSUER)
            .with("gatehouse.trusted-proxies", "127.0.0.1")
            .with("gatehouse.admin-password", PASSWORD);

    @TempDir
    static Path folder;

    private static ApacheTlsProxy proxy;
    private static HttpClient client;
    private static Chromium chromium;
    private static HttpServer callback;

    @BeforeAll
    static void open() throws Exception {
        assertThat(ApacheTlsProxy.installed()).as("apt install apache2").isTrue();
        TestCertificate certificate = TestCertificate.of(folder.resolve("tls"), HOST, "localhost", "127.0.0.1");
        proxy = ApacheTlsProxy.start(
                folder.resolve("proxy"),
                PORT,
                certificate,
                SERVER.bean(Settings.class).server().port());
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(certificate.ofClient())
                .build();
        chromium = new Chromium(List.of("--host-resolver-rules=MAP " + HOST + " 127.0.0.1"));
        callback = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callback.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        callback.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
        client.close();
        proxy.close();
        callback.stop(0);
    }

    @Test
    @Timeout(120)
    void signsInAndOutWhenTheProxyEndsTlsThenEverythingFollowsTheIssuer() throws Exception {
        JsonNode registered = register();
        String id = registered.get("client_id").asString();
        String secret = registered.get("client_secret").asString();
        try (Page page = chromium.freshPageWithAnyCertificate()) {
            page.navigate(ISSUER + "/oauth2/authorize?" + TestServer.encoded(authorizationRequest(id)));
            assertThat(page.url()).as(proxy::errors).startsWith(ISSUER + "/login");
            Chromium.signIn(page, "admin", PASSWORD);
            consent(page);
            page.waitForURL(url -> url.startsWith(back("/callback")));
            Map<String, String> answer = query(page.url());
            assertThat(answer).containsEntry("state", "7").containsEntry("iss", ISSUER);
            assertCookiesAreTheIssuersAlone(page);

            JsonNode tokens = TestServer.json(post(
                    "/oauth2/token",
                    Map.of(
                            "grant_type",
                            "authorization_code",
                            "code",
                            answer.get("code"),
                            "redirect_uri",
                            back("/callback"),
                            "code_verifier",
                            RelyingParty.VERIFIER,
                            "client_id",
                            id,
                            "client_secret",
                            secret)));
            String idToken = tokens.get("id_token").asString();
            String accessToken = tokens.get("access_token").asString();
            assertThat(RelyingParty.claims(idToken).get("iss").asString()).isEqualTo(ISSUER);
            assertThat(RelyingParty.claims(accessToken).get("iss").asString()).isEqualTo(ISSUER);
            HttpResponse<String> userinfo = send(through("/userinfo").header("Authorization", "Bearer " + accessToken));
            assertThat(TestServer.json(userinfo).get("sub").asString())
                    .isEqualTo(RelyingParty.claims(idToken).get("sub").asString());

            page.navigate(ISSUER + "/connect/logout?"
                    + TestServer.encoded(
                            Map.of("id_token_hint", idToken, "post_logout_redirect_uri", back("/bye"), "state", "8")));
            page.waitForURL(back("/bye?state=8"));
            page.navigate(ISSUER + "/account/");
            assertThat(page.url()).startsWith(ISSUER + "/login");
        }
    }

    private static void assertCookiesAreTheIssuersAlone(Page page) {
        List<Cookie> cookies = page.context().cookies(ISSUER);
        assertThat(cookies).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.name).startsWith("__Host-");
            assertThat(cookie.secure).isTrue();
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.domain).isEqualTo(HOST);
            assertThat(cookie.path).isEqualTo("/");
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
        });
        assertThat(cookies).anyMatch(cookie -> cookie.name.equals("__Host-gatehouse-session"));
    }

    @Test
    void answersWhenHeadersNameAnotherHostThenEveryUrlIsTheIssuers() throws Exception {
        for (String path : List.of(
                "/.well-known/openid-configuration",
                "/.well-known/oauth-authorization-server",
                "/oauth2/jwks",
                "/login",
                "/account/",
                "/",
                "/connect/logout",
                "/oauth2/device_verification",
                "/oauth2/authorize?client_id=webapp",
                "/nothing/here",
                "/api/v1/me")) {
            HttpResponse<String> answer = send(through(path).header("Accept", "text/html,*/*"));

            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .as(path)
                    .contains("max-age=31536000; includeSubDomains; preload");
            assertThat(answer.headers().map().toString() + answer.body())
                    .as(path)
                    .doesNotContain(ApacheTlsProxy.ELSEWHERE, "http://");
            Matcher urls = URLS.matcher(answer.body());
            while (urls.find()) {
                assertThat(urls.group()).as(path).startsWith(ISSUER);
            }
            answer.headers()
                    .firstValue("Location")
                    .ifPresent(to -> assertThat(URI.create(ISSUER + path).resolve(to))
                            .as(path)
                            .asString()
                            .startsWith(ISSUER));
        }
    }

    @Test
    void startsDeviceWhenTheProxyEndsTlsThenTheVerificationUriIsTheIssuers() throws Exception {
        JsonNode started =
                TestServer.json(post("/oauth2/device_authorization", Map.of("client_id", "agent", "scope", "openid")));

        assertThat(started.get("verification_uri").asString()).isEqualTo(ISSUER + "/oauth2/device_verification");
        assertThat(started.get("verification_uri_complete").asString())
                .startsWith(ISSUER + "/oauth2/device_verification?user_code=");
    }

    @Test
    void registersClientWhenTheProxyEndsTlsThenItsAddressResolvesToTheIssuer() throws Exception {
        HttpResponse<String> answer = send(through("/api/v1/clients")
                .header("Authorization", "Bearer " + SERVER.adminToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"grant_types\":[\"client_credentials\"]}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(URI.create(ISSUER)
                        .resolve(answer.headers().firstValue("Location").orElseThrow()))
                .asString()
                .startsWith(ISSUER + "/api/v1/clients/");
    }

    /** The same form with the same field and cookie: only where the browser says that it comes from decides. */
    @Test
    void postsFormWhenTheOriginIsTheIssuerThenTakenAndOfAnotherThenRefused() throws Exception {
        HttpResponse<String> page = send(through("/login"));
        String field = between(page.body(), "name=\"csrf\" value=\"", "\"");
        String cookie = page.headers().allValues("Set-Cookie").stream()
                .map(header -> header.split(";", 2)[0])
                .reduce((left, right) -> left + "; " + right)
                .orElseThrow();
        String body = TestServer.encoded(Map.of("csrf", field, "username", "nobody", "password", "wrong"));

        assertThat(signIn(body, cookie, ISSUER).body()).contains("name=\"password\"");
        for (String origin : List.of(
                "https://" + ApacheTlsProxy.ELSEWHERE,
                "http://" + HOST + ":" + PORT,
                "https://" + HOST,
                "http://127.0.0.1:" + SERVER.bean(Settings.class).server().port(),
                "null")) {
            HttpResponse<String> answer = signIn(body, cookie, origin);
            assertThat(answer.statusCode()).as(origin).isEqualTo(403);
            assertThat(answer.body()).as(origin).doesNotContain("name=\"password\"");
        }
    }

    private static HttpResponse<String> signIn(String body, String cookie, String origin) throws Exception {
        return send(through("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode register() throws Exception {
        HttpResponse<String> answer = send(through("/api/v1/clients")
                .header("Authorization", "Bearer " + SERVER.adminToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"client_name":"Web","redirect_uris":["%s"],"post_logout_redirect_uris":["%s"],
                         "grant_types":["authorization_code"],"scope":"openid profile",
                         "token_endpoint_auth_method":"client_secret_post"}""".formatted(back("/callback"), back("/bye")))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return TestServer.json(answer);
    }

    private static Map<String, String> authorizationRequest(String id) {
        return Map.of(
                "client_id", id,
                "redirect_uri", back("/callback"),
                "response_type", "code",
                "scope", "openid profile",
                "state", "7",
                "code_challenge", RelyingParty.CHALLENGE,
                "code_challenge_method", "S256");
    }

    private static void consent(Page page) {
        var allow = page.locator("button[value=allow]");
        if (allow.count() > 0) {
            allow.first().click();
        }
    }

    private static String back(String path) {
        return "http://127.0.0.1:" + callback.getAddress().getPort() + path;
    }

    private static HttpRequest.Builder through(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + PORT + path));
    }

    private static HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        HttpResponse<String> answer = send(through(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(TestServer.encoded(form))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> query(String url) {
        return java.util.Arrays.stream(URI.create(url).getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(java.util.stream.Collectors.toMap(
                        pair -> pair[0], pair -> java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start);
        assertThat(from).as(text).isNotNegative();
        return text.substring(from + start.length(), text.indexOf(end, from + start.length()));
    }
}
