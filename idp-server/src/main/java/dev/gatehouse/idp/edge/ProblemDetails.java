package dev.gatehouse.idp.edge;

import dev.gatehouse.idp.audit.RequestContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an HTTP API of ours says what went wrong: a problem with a stable {@code code} that programs decide by, a
 * {@code detail} for people, and the id of the request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class ProblemDetails {

    private static final String TYPE = "urn:gatehouse:problem:";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private ProblemDetails() {}

    /**
     * A problem of the current request; {@link ProblemDetail#setProperty} adds members of its own.
     *
     * @param code stable, in words: {@code audit-unavailable}
     * @param detail a sentence for the person who called, free of secrets
     */
    public static ProblemDetail of(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + code));
        problem.setTitle(title(code));
        problem.setProperty("code", code);
        problem.setProperty("requestId", RequestContext.current().requestId());
        return problem;
    }

    /** The problem as a controller's answer. */
    public static ResponseEntity<ProblemDetail> answer(HttpStatusCode status, String code, String detail) {
        return answer(of(status, code, detail));
    }

    /** The problem as a controller's answer. */
    public static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    /** Writes the problem from a filter, where no controller answers. */
    public static void write(HttpServletResponse response, HttpStatus status, String code, String detail)
            throws IOException {
        write(response, of(status, code, detail));
    }

    /** Writes the problem from a filter, where no controller answers. */
    public static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
        AnswerBody.write(
                response,
                problem.getStatus(),
                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                JSON.writeValueAsString(problem));
    }

    private static String title(String code) {
        String words = code.replace('-', ' ').replace('_', ' ').toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
