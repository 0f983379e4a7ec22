package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignInMethod;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.util.HtmlUtils;

/** A browser of one person: it keeps cookies, and follows redirects as long as they stay with the server. */
public final class ScriptedBrowser {

    private static final String PASSWORD = "a lantern in the fog";
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final TestServer server;
    private final Map<String, String> cookies = new ConcurrentHashMap<>();

    public ScriptedBrowser(TestServer server) {
        this.server = server;
    }

    /** Signs a person in without the pages for it. */
    public ScriptedBrowser signIn(Account account) {
        Sessions.Begun begun = server.bean(Sessions.class).begin(account, SignInMethod.PASSWORD, Optional.empty());
        var answer = new MockHttpServletResponse();
        server.bean(SessionCookie.class).set(answer, begun.secret());
        for (var cookie : answer.getCookies()) {
            cookies.put(cookie.getName(), cookie.getValue());
        }
        return this;
    }

    public String cookie(String name) {
        String value = cookies.get(name);
        if (value == null) {
            throw new AssertionError("no cookie " + name + " among " + cookies.keySet());
        }
        return value;
    }

    public void forgetCookies() {
        cookies.clear();
    }

    /** One request, no redirect followed. */
    public HttpResponse<String> get(String path) {
        return send(server.request(path).header("Accept", "text/html"));
    }

    public HttpResponse<String> post(String path, Map<String, String> form) {
        return send(server.form(path, TestServer.encoded(form)).header("Accept", "text/html"));
    }

    /** A form that the page of another site sends: our cookies, all of them SameSite=Lax, stay at home. */
    public HttpResponse<String> postFromAnotherSite(String path, Map<String, String> form) {
        return received(server.send(server.form(path, TestServer.encoded(form)).header("Accept", "text/html")));
    }

    /** Sends the form of a page, with some fields filled in and some pressed. */
    public HttpResponse<String> submit(HttpResponse<String> page, String... fields) {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new AssertionError("no form: " + page.statusCode() + " " + page.body());
        }
        Map<String, String> values = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.body());
        while (hidden.find()) {
            values.put(HtmlUtils.htmlUnescape(hidden.group(1)), HtmlUtils.htmlUnescape(hidden.group(2)));
        }
        for (int i = 0; i < fields.length; i += 2) {
            values.put(fields[i], fields[i + 1]);
        }
        return post(HtmlUtils.htmlUnescape(form.group(1)), values);
    }

    /** Signs in on the page to which an answer leads. */
    public HttpResponse<String> signInOnPage(HttpResponse<String> answer, Account account) {
        HttpResponse<String> page = follow(answer);
        return submit(page, "username", account.username(), "password", PASSWORD);
    }

    /** Follows redirects until an answer is none, or leads to somewhere else. */
    public HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> last = answer;
        for (int hops = 0; hops < 10 && staysHere(last); hops++) {
            last = get(location(last));
        }
        return last;
    }

    public static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
    }

    /** The parameters of the query of the address to which an answer leads. */
    public static Map<String, String> query(HttpResponse<String> answer) {
        return decoded(
                Optional.ofNullable(URI.create(location(answer)).getRawQuery()).orElse(""));
    }

    /** The code with which an answer leads back to the client. */
    public static String code(HttpResponse<String> answer) {
        String code = query(answer).get("code");
        if (code == null) {
            throw new AssertionError("no code: " + location(answer));
        }
        return code;
    }

    static Map<String, String> decoded(String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && parameters.put(text(pair.substring(0, equals)), text(pair.substring(equals + 1))) != null) {
                throw new AssertionError("repeated parameter in " + encoded);
            }
        }
        return parameters;
    }

    private static String text(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static boolean staysHere(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .filter(to -> to.startsWith("/"))
                .isPresent();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            StringBuilder header = new StringBuilder();
            cookies.forEach((name, value) -> header.append(header.isEmpty() ? "" : "; ")
                    .append(name)
                    .append('=')
                    .append(value));
            request.header("Cookie", header.toString());
        }
        return received(server.send(request));
    }

    private HttpResponse<String> received(HttpResponse<String> answer) {
        for (String header : answer.headers().allValues("Set-Cookie")) {
            String pair = header.split(";", 2)[0];
            String name = pair.substring(0, pair.indexOf('='));
            if (header.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair.substring(pair.indexOf('=') + 1));
            }
        }
        return answer;
    }
}
