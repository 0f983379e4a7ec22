package dev.gatehouse.idp.oauth.authorize;

import dev.gatehouse.idp.edge.PlainPage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/**
 * A page whose form takes the response to the client: by itself where scripts run, at the press of its button where they
 * do not.
 *
 * @see <a href="https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html">OAuth 2.0 Form Post Response Mode</a>
 */
final class FormPostPage {

    static final String SCRIPT_PATH = "/oauth2/form-post.js";

    static final String SCRIPT = "document.forms[0].submit();\n";

    /**
     * Without {@code form-action}: browsers hold it against every redirect that follows the form, and where the client
     * goes from its redirect URI is its own affair. The page has this one form and nothing of the request in its markup.
     */
    private static final String POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            + "script-src 'self'; style-src " + PlainPage.STYLE_SOURCE;

    private FormPostPage() {}

    static void write(HttpServletResponse answer, AuthorizationResponse response) throws IOException {
        String fields = response.parameters().entrySet().stream()
                .map(parameter -> "<input type=\"hidden\" name=\"" + escaped(parameter.getKey()) + "\" value=\""
                        + escaped(parameter.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        String script = "<script src=\"" + SCRIPT_PATH + "\" defer></script>\n";
        String content = """
                <h1>One more step</h1>
                <p>You are being taken back to the application.</p>
                <form method="post" action="%s">
                %s
                <button type="submit">Continue</button>
                </form>""".formatted(escaped(response.replyTo().redirectUri()), fields);
        String page = PlainPage.of("Continue", script, content);
        answer.setStatus(200);
        answer.setHeader("Content-Security-Policy", POLICY);
        answer.setHeader("Cache-Control", "no-store");
        answer.setContentType("text/html;charset=utf-8");
        answer.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
