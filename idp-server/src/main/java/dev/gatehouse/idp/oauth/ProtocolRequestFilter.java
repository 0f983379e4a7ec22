package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.audit.AuditUnavailable;
import dev.gatehouse.idp.oauth.FormReading.Read;
import dev.gatehouse.idp.oauth.FormReading.Refused;
import dev.gatehouse.idp.storage.StorageUnavailable;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first filter of a protocol endpoint: lets only well-formed requests through, and turns a store or an audit trail
 * that does not answer into 503.
 */
final class ProtocolRequestFilter implements Filter {

    private static final Logger log = LoggerFactory.getLogger(ProtocolRequestFilter.class);

    private final ProtocolRefusals refusals;

    ProtocolRequestFilter(ProtocolRefusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        ProtocolAnswer.forbidCaching(response);
        try {
            switch (FormReader.read(request)) {
                case Read(FormParameters parameters) -> chain.doFilter(new FormRequest(request, parameters), response);
                case Refused(ProtocolError error) -> refusals.refuse(request, response, error);
            }
        } catch (AuditUnavailable unavailable) {
            // No answer without a record: not even the refusal that was about to be sent.
            unavailable(response, "audit", unavailable);
        } catch (StorageUnavailable unavailable) {
            unavailable(response, "storage", unavailable);
        }
    }

    private static void unavailable(HttpServletResponse response, String part, RuntimeException cause)
            throws IOException {
        log.warn("answered 503, {} is unavailable: {}", part, cause.getMessage());
        if (response.isCommitted()) {
            throw cause;
        }
        response.resetBuffer();
        ProtocolAnswer.write(response, ProtocolError.temporarilyUnavailable(part));
    }
}
