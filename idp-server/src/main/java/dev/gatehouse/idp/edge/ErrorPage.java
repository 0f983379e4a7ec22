package dev.gatehouse.idp.edge;

import dev.gatehouse.idp.audit.RequestContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.web.util.HtmlUtils;

/** The page that a person sees when a request failed. It needs no script and loads nothing. */
final class ErrorPage {

    private static final String STYLE = """
            :root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif}\
            body{max-width:32rem;margin:15vh auto 0;padding:0 1.5rem}\
            h1{font-size:1.5rem}code{overflow-wrap:anywhere}p.id{opacity:.75;font-size:.875rem}""";

    private static final String POLICY =
            AnswerHeadersFilter.POLICY_OF_DATA + "; style-src 'sha256-" + digest(STYLE) + "'";

    private ErrorPage() {}

    static void write(HttpServletResponse response, ErrorAnswer answer) throws IOException {
        String body = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s · Gatehouse</title>
            <style>%2$s</style>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            <p>%3$s</p>
            <p><a href="/">Start again</a></p>
            <p class="id">Request <code>%4$s</code></p>
            </main>
            </body>
            </html>
            """.formatted(
                        HtmlUtils.htmlEscape(answer.status().getReasonPhrase()),
                        STYLE,
                        HtmlUtils.htmlEscape(answer.detail()),
                        HtmlUtils.htmlEscape(RequestContext.current().requestId()));
        response.setHeader("Content-Security-Policy", POLICY);
        AnswerBody.write(response, answer.status().value(), "text/html;charset=utf-8", body);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
