package dev.gatehouse.idp.oauth.userinfo;

import dev.gatehouse.idp.oauth.FormReader;
import dev.gatehouse.idp.oauth.FormReading;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a userinfo request: in the header, or in the form of a POST, never in both and never in the URL.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2">RFC 6750 section 2</a>
 */
sealed interface UserinfoRequest {

    record Bearer(String token) implements UserinfoRequest {}

    record Missing() implements UserinfoRequest {}

    record Malformed(String description) implements UserinfoRequest {}

    String SCHEME = "Bearer ";

    static UserinfoRequest read(HttpServletRequest request) throws IOException {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        String inForm = null;
        if (request.getMethod().equals("POST") && isForm(request.getContentType())) {
            switch (FormReader.read(request)) {
                case FormReading.Refused(var error) -> {
                    return new Malformed(error.description());
                }
                case FormReading.Read(var parameters) -> inForm = parameters.get("access_token");
            }
        }
        if (headers.size() + (inForm == null ? 0 : 1) > 1) {
            return new Malformed("the access token is there more than once");
        }
        if (inForm != null) {
            return new Bearer(inForm);
        }
        if (headers.isEmpty() || !headers.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new Missing();
        }
        return new Bearer(headers.getFirst().substring(SCHEME.length()).strip());
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    }
}
