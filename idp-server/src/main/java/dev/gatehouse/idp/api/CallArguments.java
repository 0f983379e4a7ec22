package dev.gatehouse.idp.api;

import dev.gatehouse.idp.tokens.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Caller} and the {@link Body} of a call, or a {@link StreamedBody}. */
public final class CallArguments implements HandlerMethodArgumentResolver {

    private static final Set<Class<?>> KINDS = Set.of(Caller.class, Body.class, StreamedBody.class);

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return KINDS.contains(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not an HTTP request");
        }
        if (parameter.getParameterType() == Body.class) {
            Operation operation = parameter.getMethodAnnotation(Operation.class);
            int limit = operation == null ? JsonText.MAX_LENGTH : operation.bodyLimit();
            return new Body(request.getInputStream().readNBytes(limit + 1), limit);
        }
        if (parameter.getParameterType() == StreamedBody.class) {
            return new StreamedBody(request);
        }
        return CallerAttribute.of(request).orElseThrow(() -> new IllegalStateException("no caller was authenticated"));
    }
}
