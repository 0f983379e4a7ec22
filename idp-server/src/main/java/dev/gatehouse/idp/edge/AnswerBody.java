package dev.gatehouse.idp.edge;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a whole answer from a filter, in place of whatever an endpoint had begun. */
final class AnswerBody {

    private AnswerBody() {}

    static void write(HttpServletResponse response, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(contentType);
        try {
            response.getOutputStream().write(bytes);
        } catch (IllegalStateException e) {
            // The endpoint had opened the writer, and an answer has one or the other.
            response.getWriter().write(body);
        }
    }
}
