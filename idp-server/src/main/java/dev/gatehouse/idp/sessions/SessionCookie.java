package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.secrets.CookieCipher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Carries the {@link SessionSecret}, sealed. Its prefix makes browsers insist on Secure, on the path {@code /} and on
 * this very host (RFC 6265bis section 4.1.3.2).
 */
public final class SessionCookie {

    public static final String NAME = "__Host-gatehouse-session";

    private final CookieCipher cipher;

    public SessionCookie(CookieCipher cipher) {
        this.cipher = cipher;
    }

    /** The secret, unless there is none that we have sealed. */
    public Optional<SessionSecret> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)) {
                    return cipher.open(NAME, cookie.getValue())
                            .map(secret -> new SessionSecret(new String(secret, StandardCharsets.US_ASCII)));
                }
            }
        }
        return Optional.empty();
    }

    /** Gives the browser a secret; it forgets it when it closes, and we forget it at the session's end. */
    public void set(HttpServletResponse response, SessionSecret secret) {
        response.addHeader(HttpHeaders.SET_COOKIE, header(secret));
    }

    /** The {@code Set-Cookie} header that gives a browser a secret. */
    public String header(SessionSecret secret) {
        String sealed = cipher.seal(NAME, secret.reveal().getBytes(StandardCharsets.US_ASCII));
        return cookie(sealed).build().toString();
    }

    /** Makes the browser forget. */
    public void clear(HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie("").maxAge(Duration.ZERO).build().toString());
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(NAME, value)
                .path("/")
                .secure(true)
                .httpOnly(true)
                .sameSite("Lax");
    }
}
