package dev.gatehouse.idp.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser in which the administrator has signed in, on the page for it. Its cookies outlive the server. */
final class SignedInBrowser {

    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"");

    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    static SignedInBrowser at(ServerInstance server, String password) throws IOException, InterruptedException {
        var browser = new SignedInBrowser();
        HttpResponse<String> page = browser.send(server, server.request("/login"));
        Matcher csrf = CSRF.matcher(page.body());
        if (!csrf.find()) {
            throw new AssertionError("no form: " + page.body());
        }
        HttpResponse<String> answer = browser.signIn(server, csrf.group(1), password);
        if (answer.statusCode() != 303) {
            throw new AssertionError("not signed in: " + answer.statusCode() + " " + answer.body());
        }
        return browser;
    }

    private HttpResponse<String> signIn(ServerInstance server, String csrf, String password)
            throws IOException, InterruptedException {
        var form = Map.of("csrf", csrf, "username", "admin", "password", password);
        return send(server, server.form("/login", form));
    }

    /** The code with which an authorization request is answered. */
    String code(ServerInstance server, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(server, server.request(path));
        if (answer.statusCode() == 503) {
            throw new IOException("refused");
        }
        String location = answer.headers().firstValue("Location").orElse("");
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location);
        if (!code.find()) {
            throw new AssertionError("no code: " + answer.statusCode() + " " + location);
        }
        return URI.create("?" + code.group(1)).getQuery();
    }

    HttpResponse<String> send(ServerInstance server, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = server.send(request.header("Accept", "text/html"));
        for (String header : answer.headers().allValues("Set-Cookie")) {
            String pair = header.split(";", 2)[0];
            cookies.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return answer;
    }
}
