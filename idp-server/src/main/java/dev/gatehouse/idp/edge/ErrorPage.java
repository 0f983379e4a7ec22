package dev.gatehouse.idp.edge;

import dev.gatehouse.idp.audit.RequestContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.util.HtmlUtils;

/** The page that a person sees when a request failed. It needs no script and loads nothing. */
final class ErrorPage {

    private static final String POLICY = AnswerHeadersFilter.POLICY_OF_DATA + "; style-src " + PlainPage.STYLE_SOURCE;

    private ErrorPage() {}

    static void write(HttpServletResponse response, ErrorAnswer answer) throws IOException {
        String title = HtmlUtils.htmlEscape(title(answer.status()));
        String content = """
            <h1>%s</h1>
            <p>%s</p>
            <a class="button" href="/">Start again</a>
            <p class="id">Request <code>%s</code></p>""".formatted(
                        title,
                        HtmlUtils.htmlEscape(answer.detail()),
                        HtmlUtils.htmlEscape(RequestContext.current().requestId()));
        response.setHeader("Content-Security-Policy", POLICY);
        AnswerBody.write(
                response, answer.status().value(), "text/html;charset=utf-8", PlainPage.of(title, "", content));
    }

    /** A person has not made a bad request; what they came with did not work. */
    private static String title(HttpStatus status) {
        return status == HttpStatus.BAD_REQUEST ? "That did not work" : status.getReasonPhrase();
    }
}
