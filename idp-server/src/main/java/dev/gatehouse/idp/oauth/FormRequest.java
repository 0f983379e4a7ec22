package dev.gatehouse.idp.oauth;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A protocol request whose parameters are those that {@link FormReader} read, and no others. */
public final class FormRequest extends HttpServletRequestWrapper {

    private final FormParameters parameters;

    FormRequest(HttpServletRequest request, FormParameters parameters) {
        super(request);
        this.parameters = parameters;
    }

    /** The parameters of a request that passed {@link ProtocolRequestFilter}. */
    public static FormParameters parametersOf(ServletRequest request) {
        if (request instanceof FormRequest form) {
            return form.parameters;
        }
        throw new IllegalStateException("the request did not pass the protocol request filter");
    }

    @Override
    public @Nullable String getParameter(String name) {
        return parameters.get(name);
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String value = parameters.get(name);
        return value == null ? null : new String[] {value};
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> map = new LinkedHashMap<>();
        parameters.values().forEach((name, value) -> map.put(name, new String[] {value}));
        return map;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.values().keySet());
    }
}
