package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.sessions.SessionAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Sends whoever is not signed in from the account pages to sign in, and back to the page that they came for. */
public final class SignInRequired extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final String ACCOUNT = "/account";
    private static final Set<String> WORTH_COMING_BACK_TO = Set.of(AccountPaths.PASSWORD);

    private final transient Interactions interactions;

    public SignInRequired(Interactions interactions) {
        this.interactions = interactions;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath();
        boolean needed = path.equals(ACCOUNT) || path.startsWith(ACCOUNT + "/");
        if (!needed || SessionAuthentication.person().isPresent()) {
            chain.doFilter(request, response);
            return;
        }
        boolean comeBack = request.getMethod().equals("GET") && WORTH_COMING_BACK_TO.contains(path);
        String location =
                comeBack ? interactions.begin(request, response, PendingRequest.page(path)) : AccountPaths.LOGIN;
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, location);
    }
}
