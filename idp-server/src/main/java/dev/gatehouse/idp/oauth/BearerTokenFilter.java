package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.accounts.AccountStanding;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.edge.ProblemDetails;
import dev.gatehouse.idp.tokens.AccessTokenClaims;
import dev.gatehouse.idp.tokens.Caller;
import dev.gatehouse.idp.tokens.RevocationState;
import dev.gatehouse.idp.tokens.TokenVerifier;
import dev.gatehouse.idp.tokens.Verification.Rejected;
import dev.gatehouse.idp.tokens.Verification.Verified;
import dev.gatehouse.idp.tokens.VerifiedAccessToken;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import org.springframework.http.HttpStatus;

/**
 * Authenticates the caller of an API of ours by its access token, which must be for us: our issuer in {@code aud}, and
 * the scope {@code gatehouse}. A request without credentials passes on without a caller; one with bad credentials does
 * not. The {@link Caller} is an attribute of the request, under the name of its class.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>
 */
public final class BearerTokenFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String CHALLENGE = "Bearer realm=\"gatehouse\"";
    private static final String SCHEME = "Bearer ";

    /** What programs of the outside know a suspension by. */
    private static final String SUSPENDED = "ACCOUNT_SUSPENDED";

    private final transient TokenVerifier verifier;
    private final transient RevocationState revocations;
    private final transient AccountDirectory accounts;
    private final String issuer;

    public BearerTokenFilter(
            String issuer, TokenVerifier verifier, RevocationState revocations, AccountDirectory accounts) {
        this.accounts = accounts;
        this.issuer = issuer;
        this.verifier = verifier;
        this.revocations = revocations;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Enumeration<String> headers = request.getHeaders("Authorization");
        if (!headers.hasMoreElements() || request.getAttribute(Caller.class.getName()) != null) {
            chain.doFilter(request, response);
            return;
        }
        String header = headers.nextElement();
        if (headers.hasMoreElements()) {
            refuse(response, HttpStatus.BAD_REQUEST, "invalid_request", "There is more than one Authorization header.");
        } else if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            refuse(response, HttpStatus.UNAUTHORIZED, "invalid_token", "This API takes bearer tokens.");
        } else {
            authenticate(header.substring(SCHEME.length()).strip(), request, response, chain);
        }
    }

    private void authenticate(
            String presented, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (verifier.verify(presented)) {
            case Rejected rejected -> refuseToken(response);
            case Verified(VerifiedAccessToken token) -> {
                switch (revocations.check(token)) {
                    case UNKNOWN -> unavailable(response);
                    // A suspension ends all tokens of the person, but is to be told apart from the death of one.
                    case REVOKED -> {
                        if (revocations.diedWithSubject(token)) {
                            admit(token, false, request, response, chain);
                        } else {
                            refuseToken(response);
                        }
                    }
                    case LIVE -> admit(token, true, request, response, chain);
                }
            }
        }
    }

    private void admit(
            VerifiedAccessToken token,
            boolean live,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        AccessTokenClaims claims = token.claims();
        if (!claims.audiences().contains(issuer)) {
            // RFC 9068 section 4: a token that is not meant for us MUST be rejected.
            refuse(response, HttpStatus.UNAUTHORIZED, "invalid_token", "The access token is for another audience.");
            return;
        }
        if (!claims.scopes().contains(Client.GATEHOUSE_SCOPE)) {
            refuse(response, HttpStatus.FORBIDDEN, "insufficient_scope", "The access token lacks the scope gatehouse.");
            return;
        }
        Caller caller = Caller.of(token);
        if (!caller.person()) {
            pass(caller, live, request, response, chain);
            return;
        }
        switch (standing(caller)) {
            case AccountStanding.Suspended suspended -> {
                request.setAttribute(Caller.class.getName(), caller);
                ProblemDetails.write(response, HttpStatus.FORBIDDEN, SUSPENDED, "The account is suspended.");
            }
            case AccountStanding.Gone gone -> refuseToken(response);
            case AccountStanding.Good good -> pass(caller, live, request, response, chain);
        }
    }

    private static void pass(
            Caller caller, boolean live, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (live) {
            request.setAttribute(Caller.class.getName(), caller);
            chain.doFilter(request, response);
        } else {
            refuseToken(response);
        }
    }

    private AccountStanding standing(Caller caller) {
        return AccountId.parse(caller.subject()).map(accounts::standing).orElseGet(AccountStanding.Gone::new);
    }

    private static void refuseToken(HttpServletResponse response) throws IOException {
        refuse(response, HttpStatus.UNAUTHORIZED, "invalid_token", "The access token is not valid.");
    }

    /** RFC 6750 section 3: the challenge names the error, and for a missing scope the scope. */
    private static void refuse(HttpServletResponse response, HttpStatus status, String error, String detail)
            throws IOException {
        String scope = status == HttpStatus.FORBIDDEN ? ", scope=\"" + Client.GATEHOUSE_SCOPE + "\"" : "";
        response.setHeader("WWW-Authenticate", CHALLENGE + ", error=\"" + error + "\"" + scope);
        ProblemDetails.write(response, status, error.replace('_', '-'), detail);
    }

    /** RFC 6750 section 3.1: without any credentials the challenge SHOULD NOT name an error. */
    static void challenge(HttpServletResponse response, String... others) throws IOException {
        response.setHeader("WWW-Authenticate", CHALLENGE);
        for (String other : others) {
            response.addHeader("WWW-Authenticate", other);
        }
        ProblemDetails.write(response, HttpStatus.UNAUTHORIZED, "unauthenticated", "This API needs an access token.");
    }

    private static void unavailable(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "2");
        ProblemDetails.write(
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "revocation-view-too-old",
                "This server cannot tell at the moment whether the access token was revoked.");
    }
}
