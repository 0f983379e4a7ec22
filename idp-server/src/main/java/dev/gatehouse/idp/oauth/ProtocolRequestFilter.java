package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.oauth.FormReading.Read;
import dev.gatehouse.idp.oauth.FormReading.Refused;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The first filter of a protocol endpoint: lets only well-formed requests through.
 */
final class ProtocolRequestFilter implements Filter {

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
        switch (FormReader.read(request)) {
            case Read(FormParameters parameters) -> chain.doFilter(new FormRequest(request, parameters), response);
            case Refused(ProtocolError error) -> refusals.refuse(request, response, error);
        }
    }
}
