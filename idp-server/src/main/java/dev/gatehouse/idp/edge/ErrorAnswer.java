package dev.gatehouse.idp.edge;

import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.audit.OutcomeUnrecorded;
import dev.gatehouse.idp.secrets.PasswordHashingOverloaded;
import dev.gatehouse.idp.storage.InvalidCursor;
import dev.gatehouse.idp.storage.StorageUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * The answer to a request that no endpoint answered: a problem for programs, an error of their protocol for OAuth
 * clients, a page for people.
 *
 * @param code as in {@link ProblemDetails#of}
 */
record ErrorAnswer(HttpStatus status, String code, String detail) {

    /** Where people come with their browsers: whoever does not say what it would like gets a page. */
    private static final Set<String> FOR_PEOPLE =
            Set.of("/oauth2/authorize", "/oauth2/device_verification", "/connect/logout", "/login");

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswer.class);

    /** For what ended in an exception. */
    static ErrorAnswer of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !isKnown(cause)) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case OutcomeUnrecorded unrecorded -> {
                LOG.error("the outcome of a change is not on record", unrecorded);
                yield unavailable("OUTCOME_UNRECORDED", "The change may stand, but its outcome is not on record yet.");
            }
            case AuditUnavailable unavailable -> {
                LOG.error("the audit trail takes no record", unavailable);
                yield unavailable(
                        unavailable.code(), "The request could not be put on record, so it was not carried out.");
            }
            case StorageUnavailable unavailable -> {
                LOG.error("the store does not answer", unavailable);
                yield unavailable(
                        "storage-unavailable",
                        unavailable.mayHaveHappened()
                                ? "The store did not confirm; the change may stand."
                                : "The store does not answer. Nothing has changed.");
            }
            case InvalidParameterException refused -> ofParameters(refused);
            // Ours by its signature and yet no place in the list: given out by another version of this server.
            case InvalidCursor refused ->
                new ErrorAnswer(
                        HttpStatus.BAD_REQUEST,
                        "invalid-cursor",
                        "The cursor is no place in this list any more. Begin again without one.");
            case PasswordHashingOverloaded overloaded ->
                unavailable("overloaded", "More passwords wait to be checked than this server can. Try again soon.");
            default -> {
                LOG.error("unexpected failure", thrown);
                yield new ErrorAnswer(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal-error",
                        "Something failed here. The request id finds it in the server's log.");
            }
        };
    }

    private static boolean isKnown(Throwable thrown) {
        return thrown instanceof AuditUnavailable
                || thrown instanceof StorageUnavailable
                || thrown instanceof InvalidParameterException
                || thrown instanceof InvalidCursor
                || thrown instanceof PasswordHashingOverloaded;
    }

    /** The container reads form parameters, under limits of its own. */
    private static ErrorAnswer ofParameters(InvalidParameterException refused) {
        return refused.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
                ? new ErrorAnswer(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The form is larger than allowed.")
                : new ErrorAnswer(
                        HttpStatus.BAD_REQUEST, "bad-parameters", "The parameters cannot be read, or are too many.");
    }

    private static ErrorAnswer unavailable(String code, String detail) {
        return new ErrorAnswer(HttpStatus.SERVICE_UNAVAILABLE, code, detail);
    }

    /** For a status that was set without a body. */
    static ErrorAnswer of(int status, @Nullable String message, HttpServletRequest request) {
        HttpStatus known = HttpStatus.resolve(status);
        HttpStatus shown = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        String code = shown.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
        String detail = switch (shown) {
            case NOT_FOUND -> "There is nothing here.";
            case METHOD_NOT_ALLOWED -> "This resource does not take " + request.getMethod() + ".";
            case NOT_ACCEPTABLE -> "This resource has no representation that the Accept header allows.";
            case UNSUPPORTED_MEDIA_TYPE -> "This resource does not take the content type that was sent.";
            case UNAUTHORIZED -> "Credentials are missing or not valid.";
            case FORBIDDEN -> "This is not allowed.";
            default -> message == null || message.isBlank() ? shown.getReasonPhrase() + "." : message;
        };
        return new ErrorAnswer(shown, code, detail);
    }

    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        response.setHeader("Cache-Control", "no-store");
        // A request line that could not be read has no address.
        String path = Objects.requireNonNullElse(request.getRequestURI(), "");
        if (isApi(path)) {
            ProblemDetails.write(response, status, code, detail);
        } else if (wantsPage(path, request.getHeader("Accept"))) {
            ErrorPage.write(response, this);
        } else if (isOauth(path)) {
            writeOauth(response);
        } else {
            ProblemDetails.write(response, status, code, detail);
        }
    }

    private static boolean isApi(String path) {
        return path.startsWith("/api/") || path.startsWith("/access/") || path.startsWith("/scim/");
    }

    private static boolean isOauth(String path) {
        return path.startsWith("/oauth2/") || path.equals("/userinfo") || path.startsWith("/connect/");
    }

    private static boolean wantsPage(String path, @Nullable String accept) {
        boolean named = accept != null && accept.contains("text/html");
        boolean other = accept != null && accept.contains("json");
        return named || (FOR_PEOPLE.contains(path) && !other);
    }

    /** The error codes of RFC 6749 sections 4.1.2.1 and 5.2 that fit a failure outside a grant. */
    private void writeOauth(HttpServletResponse response) throws IOException {
        String error = switch (status) {
            case SERVICE_UNAVAILABLE, TOO_MANY_REQUESTS -> "temporarily_unavailable";
            case UNAUTHORIZED -> "invalid_client";
            case FORBIDDEN -> "access_denied";
            default -> status.is5xxServerError() ? "server_error" : "invalid_request";
        };
        AnswerBody.write(response, status.value(), "application/json", "{\"error\":\"" + error + "\"}");
    }
}
