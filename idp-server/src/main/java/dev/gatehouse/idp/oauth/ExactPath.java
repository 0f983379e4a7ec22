package dev.gatehouse.idp.oauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Matches requests whose path is, character by character, one of these. Another spelling of a path is another path. */
public final class ExactPath implements RequestMatcher {

    private final Set<String> paths;

    public ExactPath(String... paths) {
        this.paths = Set.of(paths);
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return paths.contains(request.getRequestURI());
    }

    @Override
    public String toString() {
        return "ExactPath" + paths;
    }
}
