package dev.gatehouse.idp.api;

import dev.gatehouse.idp.edge.ProblemDetails;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** The answers of the API. */
public final class Answers {

    /** The revision of a workspace's model that an answer was read at, or that has what was written. */
    public static final String REVISION = "Gatehouse-Revision";

    private Answers() {}

    public static ResponseEntity<Object> of(Object body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    public static ResponseEntity<Object> of(Object body, long version) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(EntityTag.of(version))
                .body(body);
    }

    public static ResponseEntity<Object> created(URI location, Object body, long version) {
        return ResponseEntity.created(location)
                .contentType(MediaType.APPLICATION_JSON)
                .eTag(EntityTag.of(version))
                .body(body);
    }

    public static ResponseEntity<Object> done() {
        return ResponseEntity.noContent().build();
    }

    /** An answer that is written once the call is on record. */
    public static ResponseEntity<Object> streamed(StreamedAnswer answer) {
        AuditedCall.answerWith(answer);
        return ResponseEntity.ok().build();
    }

    public static ResponseEntity<Object> refused(Refusal refusal) {
        var answer = ResponseEntity.status(refusal.status());
        if (refusal.status() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem(refusal));
    }

    public static ProblemDetail problem(Refusal refusal) {
        ProblemDetail problem =
                ProblemDetails.of(HttpStatus.valueOf(refusal.status()), refusal.code(), refusal.detail());
        if (!refusal.violations().isEmpty()) {
            problem.setProperty("errors", refusal.violations());
        }
        refusal.missing().ifPresent(missing -> {
            problem.setProperty("right", missing.right());
            problem.setProperty("object", missing.object());
        });
        return problem;
    }

    /** The answer to a checked input: what {@code answer} makes of it, or the refusal. */
    public static <T> ResponseEntity<Object> to(
            Checked<T> checked, java.util.function.Function<T, ResponseEntity<Object>> answer) {
        return switch (checked) {
            case Checked.Valid<T>(T value) -> answer.apply(value);
            case Checked.Refused<T>(Refusal refusal) -> refused(refusal);
        };
    }
}
