package dev.gatehouse.idp.oauth.authorize;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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

    private static final String STYLE = """
            :root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}\
            body{max-width:32rem;margin:15vh auto 0;padding:0 1.5rem}\
            button{font:inherit;padding:.5rem 1rem}""";

    /**
     * Without {@code form-action}: browsers hold it against every redirect that follows the form, and where the client
     * goes from its redirect URI is its own affair. The page has this one form and nothing of the request in its markup.
     */
    private static final String POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            + "script-src 'self'; style-src 'sha256-" + digest(STYLE) + "'";

    private FormPostPage() {}

    static void write(HttpServletResponse answer, AuthorizationResponse response) throws IOException {
        String fields = response.parameters().entrySet().stream()
                .map(parameter -> "<input type=\"hidden\" name=\"" + escaped(parameter.getKey()) + "\" value=\""
                        + escaped(parameter.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        String page =
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Continue · Gatehouse</title>
                <style>%s</style>
                <script src="%s" defer></script>
                </head>
                <body>
                <main>
                <form method="post" action="%s">
                %s
                <p>You are being taken back to the application.</p>
                <button type="submit">Continue</button>
                </form>
                </main>
                </body>
                </html>
                """.formatted(STYLE, SCRIPT_PATH, escaped(response.replyTo().redirectUri()), fields);
        answer.setStatus(200);
        answer.setHeader("Content-Security-Policy", POLICY);
        answer.setHeader("Cache-Control", "no-store");
        answer.setContentType("text/html;charset=utf-8");
        answer.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
