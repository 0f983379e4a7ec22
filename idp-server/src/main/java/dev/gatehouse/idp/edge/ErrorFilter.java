package dev.gatehouse.idp.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Answers what no endpoint answered: exceptions, and statuses that were sent without a body. Done here and not by the
 * container's error dispatch, so that an error never passes the security filters a second time.
 */
public final class ErrorFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, new BodilessErrors(request, response));
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw e;
            }
            ErrorAnswer.of(e).write(request, response);
        }
    }

    /** Gives a body to the errors that are sent without one. */
    private static final class BodilessErrors extends HttpServletResponseWrapper {

        private final HttpServletRequest request;

        private BodilessErrors(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void sendError(int status) throws IOException {
            sendError(status, null);
        }

        @Override
        public void sendError(int status, @Nullable String message) throws IOException {
            if (isCommitted()) {
                throw new IllegalStateException("the answer has left already");
            }
            ErrorAnswer.of(status, message, request).write(request, (HttpServletResponse) getResponse());
        }
    }
}
