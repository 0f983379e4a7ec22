package dev.gatehouse.idp.cli.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The administrator with a browser: signs in on the page, and lets a client have refresh tokens. */
final class BenchPerson implements AutoCloseable {

    static final String PASSWORD = "a password that lives for minutes";
    static final String REDIRECT_URI = "http://127.0.0.1/callback";

    /** RFC 7636 appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final ServerProcess server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    BenchPerson(ServerProcess server) {
        this.server = server;
    }

    /**
     * A sign-in that can be sent.
     *
     * @param cookies of a browser that has no session yet
     */
    record Form(String cookies, String body) {}

    Form signInForm() throws IOException, InterruptedException {
        cookies.clear();
        HttpResponse<String> page = send(HttpRequest.newBuilder(server.url("/login")), 200);
        String body = "csrf=" + encoded(found(CSRF, page.body())) + "&username=admin&password=" + encoded(PASSWORD);
        return new Form(cookieHeader(), body);
    }

    private void signIn() throws IOException, InterruptedException {
        Form form = signInForm();
        send(post("/login", form.body()), 303);
    }

    /** The first refresh token of a new grant. */
    String refreshToken(BenchClient client) throws IOException, InterruptedException {
        if (cookies.size() < 2) {
            signIn();
        }
        String request = "/oauth2/authorize?response_type=code&scope=openid&client_id=" + encoded(client.id())
                + "&redirect_uri=" + encoded(REDIRECT_URI) + "&code_challenge_method=S256&code_challenge=" + CHALLENGE;
        HttpResponse<String> redirect = send(HttpRequest.newBuilder(server.url(request)), 302);
        String code = found(CODE, redirect.headers().firstValue("Location").orElse(""));
        HttpResponse<String> answer = send(
                post(
                                "/oauth2/token",
                                "grant_type=authorization_code&code=" + code + "&redirect_uri=" + encoded(REDIRECT_URI)
                                        + "&code_verifier=" + VERIFIER)
                        .header("Authorization", client.basic()),
                200);
        return JsonMapper.shared()
                .readTree(answer.body())
                .required("refresh_token")
                .asString();
    }

    private HttpRequest.Builder post(String path, String form) {
        return HttpRequest.newBuilder(server.url(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, int expected)
            throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        HttpResponse<String> answer =
                http.send(request.header("Accept", "text/html").build(), BodyHandlers.ofString());
        if (answer.statusCode() != expected && !(expected == 302 && answer.statusCode() == 303)) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
        for (String header : answer.headers().allValues("Set-Cookie")) {
            String pair = header.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }

    private String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private static String found(Pattern pattern, String text) throws IOException {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IOException("there is no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
