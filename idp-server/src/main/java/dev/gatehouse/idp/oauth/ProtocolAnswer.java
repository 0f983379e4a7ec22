package dev.gatehouse.idp.oauth;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes the JSON answers of protocol endpoints. */
final class ProtocolAnswer {

    private ProtocolAnswer() {}

    /** RFC 6749 section 5.1: answers that hold tokens or credentials MUST NOT be stored. */
    static void forbidCaching(HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Pragma", "no-cache");
    }

    static void write(HttpServletResponse response, int status, byte[] json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }

    static void write(HttpServletResponse response, int status, String asciiJson) throws IOException {
        write(response, status, asciiJson.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 6749 section 5.2. Code and description are constants of ours that need no escaping. */
    static void write(HttpServletResponse response, ProtocolError error) throws IOException {
        if (error.status() == 401) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"gatehouse\"");
        } else if (error.status() == 405) {
            response.setHeader("Allow", "POST");
        } else if (error.status() == 503) {
            response.setHeader("Retry-After", "2");
        }
        write(
                response,
                error.status(),
                "{\"error\":\"" + error.code() + "\",\"error_description\":\"" + error.description() + "\"}");
    }
}
