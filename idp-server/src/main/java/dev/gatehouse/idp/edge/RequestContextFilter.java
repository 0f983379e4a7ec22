package dev.gatehouse.idp.edge;

import dev.gatehouse.idp.audit.RequestContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Binds {@link RequestContext#CURRENT} for everything that happens in the course of a request, and names the request
 * on its answer. The outermost filter.
 */
public final class RequestContextFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String CONTEXT = RequestContext.class.getName();

    private final transient ClientAddress clientAddress;

    public RequestContextFilter(ClientAddress clientAddress) {
        this.clientAddress = clientAddress;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestContext context = contextOf(request);
        response.setHeader(RequestIds.HEADER, context.requestId());
        try {
            ScopedValue.where(RequestContext.CURRENT, context).<Boolean, Exception>call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a filter chain throws nothing else", e);
        }
    }

    /** The same context again when the container dispatches a request a second time. */
    private RequestContext contextOf(HttpServletRequest request) {
        if (request.getAttribute(CONTEXT) instanceof RequestContext bound) {
            return bound;
        }
        RequestContext context = new RequestContext(
                RequestIds.of(request.getHeader(RequestIds.HEADER)),
                clientAddress.of(request),
                request.getHeader("User-Agent"),
                TraceParent.traceId(request.getHeader(TraceParent.HEADER)));
        request.setAttribute(CONTEXT, context);
        return context;
    }
}
