package dev.gatehouse.idp.edge;

import dev.gatehouse.idp.audit.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the container refuses before any filter sees it: headers beyond its limits, methods that it does not pass
 * on, what is no HTTP. Such a request has an answer like any other, with a request id; nothing of it was acted on.
 */
public final class UnreadRequestValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpServletRequest asked = request.getRequest();
        HttpServletResponse answer = response.getResponse();
        var context = new RequestContext(RequestIds.of(asked.getHeader(RequestIds.HEADER)), null, null, null);
        ScopedValue.where(RequestContext.CURRENT, context).run(() -> write(asked, answer, status));
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, int status) {
        response.setHeader(RequestIds.HEADER, RequestContext.current().requestId());
        AnswerHeadersFilter.setFixed(response);
        try {
            ErrorAnswer.of(status, detail(status), request).write(request, response);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static @Nullable String detail(int status) {
        return status == HttpServletResponse.SC_BAD_REQUEST
                ? "The request cannot be read, or its address, headers or cookies are more than this server takes."
                : null;
    }
}
