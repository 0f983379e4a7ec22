package dev.gatehouse.idp.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Username;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What an attacker sends to the pages of sign-in. */
class SignInAttacksIT {

    private static final String PASSWORD = "a lantern in the fog";
    private static final String SESSION = "__Host-gatehouse-session";
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @TempDir
    private static Path data;

    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        server = GatehouseServer.start(Map.of(
                "gatehouse.port", "0",
                "gatehouse.management.port", "0",
                "gatehouse.data", data.toString(),
                "gatehouse.admin-password", PASSWORD,
                "gatehouse.signin.failures-per-address", "1000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Account person(String username) {
        NewAccount draft = NewAccount.named("system", Username.parse(username).orElseThrow())
                .withPassword(Password.typed(PASSWORD), false);
        return switch (server.getBean(Accounts.class).create(Actor.system(), draft)) {
            case AccountCreation.Created(Account account) -> account;
            case AccountCreation other -> throw new AssertionError(other);
        };
    }

    /** A browser as far as cookies go. */
    private static final class Client {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Map<String, String> cookies = new LinkedHashMap<>();

        HttpResponse<String> get(String path) {
            return send(request(path));
        }

        HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
            HttpRequest.Builder request = request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                            .map(field ->
                                    field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"))));
            return send(headers.length == 0 ? request : request.headers(headers));
        }

        HttpResponse<String> signIn(String path, String username, String password, String... headers) {
            return post(path, Map.of("username", username, "password", password, "csrf", token(path)), headers);
        }

        HttpResponse<String> changePassword(String path, String current) {
            String next = "a candle in the hall";
            return post(
                    path,
                    Map.of("currentPassword", current, "newPassword", next, "confirmation", next, "csrf", token(path)));
        }

        String token(String path) {
            Matcher matcher = TOKEN.matcher(get(path).body());
            assertThat(matcher.find()).isTrue();
            return matcher.group(1);
        }

        private HttpRequest.Builder request(String path) {
            int port = server.getBean(Settings.class).server().port();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
            String header = cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            return header.isEmpty() ? request : request.header("Cookie", header);
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
                for (String header : response.headers().allValues("Set-Cookie")) {
                    String[] pair = header.split(";", 2)[0].split("=", 2);
                    cookies.put(pair[0], pair[1]);
                }
                return response;
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private static String location(HttpResponse<String> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    @Nested
    class SessionFixation {

        @Test
        void signsInWhenBrowserHadACookieAlreadyThenUnderANewOne() {
            person("fix-1");
            Client victim = new Client();
            victim.cookies.put(SESSION, "prepared-by-somebody-else");
            assertThat(victim.signIn("/login", "fix-1", PASSWORD).statusCode()).isEqualTo(303);
            String first = Objects.requireNonNull(victim.cookies.get(SESSION));
            assertThat(first).isNotEqualTo("prepared-by-somebody-else");
            // Signing in once more gives another secret, and the one before is worth nothing.
            Client thief = new Client();
            thief.cookies.put(SESSION, first);
            assertThat(thief.get("/account/").statusCode()).isEqualTo(200);
            victim.post("/login", Map.of("username", "fix-1", "password", PASSWORD, "csrf", signInToken(victim)));
            assertThat(victim.cookies.get(SESSION)).isNotEqualTo(first);
            assertThat(thief.get("/account/").statusCode()).isEqualTo(303);
            assertThat(victim.get("/account/").statusCode()).isEqualTo(200);
        }

        /** The token of the sign-in form belongs to the browser, so it is the same before and after signing in. */
        private String signInToken(Client client) {
            Client before = new Client();
            before.cookies.putAll(client.cookies);
            before.cookies.remove(SESSION);
            return before.token("/login");
        }
    }

    @Test
    void refusesWhenCookieWasTamperedWithThenNobodyIsSignedIn() {
        person("tamper");
        Client client = new Client();
        client.signIn("/login", "tamper", PASSWORD);
        String sealed = Objects.requireNonNull(client.cookies.get(SESSION));
        assertThat(client.get("/account/").statusCode()).isEqualTo(200);
        for (int i = 0; i < sealed.length(); i += 7) {
            char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
            client.cookies.put(SESSION, sealed.substring(0, i) + other + sealed.substring(i + 1));
            assertThat(client.get("/account/").statusCode()).isEqualTo(303);
        }
        client.cookies.put(SESSION, Objects.requireNonNull(client.cookies.get("__Host-gatehouse-known")));
        assertThat(client.get("/account/").statusCode()).isEqualTo(303);
    }

    /** Pages are found by decoded path, so every filter must be. */
    @ParameterizedTest
    @ValueSource(strings = {"/%6cogin", "/lo%67in", "/%6Cogin"})
    void refusesWhenThePathIsEncodedThenBadRequest(String path) {
        String name = "encoded-" + Integer.toHexString(path.hashCode());
        person(name);
        Client client = new Client();
        assertThat(client.post(path, Map.of("username", name, "password", PASSWORD))
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.cookies).doesNotContainKey(SESSION);
        client.signIn("/login", name, PASSWORD);
        assertThat(client.post("/%6cogout", Map.of()).statusCode()).isEqualTo(400);
        assertThat(client.get("/%61ccount/").statusCode()).isEqualTo(400);
        assertThat(new Client().get("/%61ccount/").statusCode()).isEqualTo(400);
        assertThat(new Client().get("/%61ccount/password").statusCode()).isEqualTo(400);
    }

    @Nested
    class ForgedForms {

        @Test
        void refusesWhenTokenIsMissingForeignOrWrongThenNothingHappens() {
            person("csrf-1");
            Client client = new Client();
            client.get("/login");
            for (String token : new String[] {"", "x", new Client().token("/login")}) {
                HttpResponse<String> answer =
                        client.post("/login", Map.of("username", "csrf-1", "password", PASSWORD, "csrf", token));
                assertThat(answer.statusCode()).isEqualTo(403);
                assertThat(client.cookies).doesNotContainKey(SESSION);
            }
            assertThat(new Client()
                            .post("/login", Map.of("username", "csrf-1", "password", PASSWORD))
                            .statusCode())
                    .isEqualTo(403);
        }

        @Test
        void refusesWhenTheRequestComesFromElsewhereThenEvenWithAToken() {
            person("csrf-2");
            for (String[] headers : new String[][] {
                {"Sec-Fetch-Site", "cross-site"},
                {"Sec-Fetch-Site", "same-site"},
                {"Origin", "https://evil.example"},
                {"Origin", "null"}
            }) {
                assertThat(new Client()
                                .signIn("/login", "csrf-2", PASSWORD, headers)
                                .statusCode())
                        .isEqualTo(403);
            }
        }

        @Test
        void refusesWhenSignedInAndTokenIsOfTheSignInFormThenNobodyIsSignedOut() {
            person("csrf-3");
            Client client = new Client();
            String signInToken = client.token("/login");
            client.signIn("/login", "csrf-3", PASSWORD);
            for (String path : new String[] {"/logout", "/account/sessions/end-others", "/account/password"}) {
                assertThat(client.post(path, Map.of("csrf", signInToken)).statusCode())
                        .isEqualTo(403);
            }
            assertThat(client.get("/account/").statusCode()).isEqualTo(200);
            String right = client.token("/logout");
            assertThat(location(client.post("/logout", Map.of("csrf", right)))).isEqualTo("/logout");
            assertThat(client.get("/account/").statusCode()).isEqualTo(303);
        }
    }

    @Test
    void refusesWhenUnknownWrongOrSuspendedThenTheSameAnswerToTheByte() {
        person("enum-wrong");
        Account suspended = person("enum-gone");
        server.getBean(Accounts.class).suspend(Actor.system(), suspended.id(), OptionalLong.empty());
        String first = "";
        for (String name : new String[] {"enum-wrong", "enum-gone", "enum-none"}) {
            Client client = new Client();
            HttpResponse<String> answer =
                    client.signIn("/login", name, name.equals("enum-gone") ? PASSWORD : "wrong password");
            assertThat(answer.statusCode()).isEqualTo(403);
            String body = TOKEN.matcher(answer.body().replace(name, "NAME")).replaceAll("");
            assertThat(first.isEmpty() ? body : first).isEqualTo(body);
            first = body;
            assertThat(client.cookies).containsOnlyKeys("__Host-gatehouse-browser");
        }
    }

    @Test
    void refusesWhenTooManyFailedThenSaysWhenToComeBackWithTheSameText() {
        person("limit");
        Client client = new Client();
        String before = "";
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = client.signIn("/login", "limit", "wrong password");
            assertThat(answer.statusCode()).isEqualTo(403);
            before = TOKEN.matcher(answer.body()).replaceAll("");
        }
        HttpResponse<String> answer = client.signIn("/login", "limit", PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After"))
                .get()
                .matches(seconds -> Integer.parseInt(seconds) <= 30);
        assertThat(TOKEN.matcher(answer.body()).replaceAll("")).isEqualTo(before);
    }

    /** Who finds a browser open must not try passwords there faster than at the door. */
    @Test
    void refusesWhenOnesOwnPasswordIsGuessedThenTheRightOneIsNotLookedAtEither() {
        person("own-limit");
        Client client = new Client();
        client.signIn("/login", "own-limit", PASSWORD);
        String path = "/account/password";
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = client.changePassword(path, "wrong guess " + i);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        }
        HttpResponse<String> answer = client.changePassword(path, PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After"))
                .get()
                .extracting(Integer::parseInt)
                .satisfies(seconds -> assertThat(seconds).isBetween(1, 30));
        assertThat(answer.body()).contains("role=\"alert\"");
        // The session goes on, and guesses there keep nobody from signing in with the password as it was.
        assertThat(client.get("/account/").statusCode()).isEqualTo(200);
        assertThat(new Client().signIn("/login", "own-limit", PASSWORD).statusCode())
                .isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "//evil.example",
                "/\\evil.example",
                "javascript:alert(1)",
                "%0d%0aLocation:%20https://evil.example",
                "/account/../../evil"
            })
    void staysHereWhenToldToGoElsewhereThenToTheAccount(String elsewhere) {
        String name = "open-" + Integer.toHexString(elsewhere.hashCode());
        person(name);
        Client client = new Client();
        String encoded = URLEncoder.encode(elsewhere, StandardCharsets.UTF_8);
        String path = "/login?continue=" + encoded + "&redirect_uri=" + encoded + "&next=" + encoded;
        assertThat(location(client.signIn(path, name, PASSWORD))).isEqualTo("/account/");
        assertThat(client.get("/login?interaction=" + encoded).statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWhenInteractionIsAnotherBrowsersThenItIsUnknown() {
        Client victim = new Client();
        String location = location(victim.get("/account/password"));
        assertThat(location).startsWith("/login?interaction=");
        assertThat(victim.get(location).statusCode()).isEqualTo(200);
        assertThat(new Client().get(location).statusCode()).isEqualTo(400);
        assertThat(new Client()
                        .get(location.replace("/login", "/login/password"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesWhenNothingWasProvenThenNoPasswordCanBeChosen() {
        Client client = new Client();
        String location = location(client.get("/account/password")).replace("/login", "/login/password");
        assertThat(client.get(location).statusCode()).isEqualTo(400);
        assertThat(client.post(location, Map.of("csrf", client.token("/login"), "newPassword", PASSWORD))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void showsWhenNameIsMarkupThenAsText() {
        String markup = "\"><img src=x onerror=alert(1)><script>alert(1)</script>";
        assertThat(new Client().signIn("/login", markup, "wrong").body())
                .doesNotContain("<script", "<img", "onerror=alert(1)>")
                .contains("&lt;script&gt;");
    }

    @Test
    void answersWhenAPageIsShownThenUnderAStrictPolicyAndUncached() {
        HttpResponse<String> answer = new Client().get("/login");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
                        + "frame-ancestors 'none'; form-action 'self'");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).doesNotContain("<script", " style=", " on", "http://", "https://");
    }
}
