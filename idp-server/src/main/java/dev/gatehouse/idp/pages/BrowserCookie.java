package dev.gatehouse.idp.pages;

import dev.gatehouse.idp.secrets.KeyPurpose;
import dev.gatehouse.idp.secrets.KeyedHash;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Tells one browser from another before anybody has signed in: a random value that forms and interactions are bound to.
 * Its prefix keeps other hosts of the same domain from setting it (RFC 6265bis section 4.1.3.2).
 */
public final class BrowserCookie {

    public static final String NAME = "__Host-gatehouse-browser";

    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int BYTES = 32;
    private static final String MINTED = BrowserCookie.class.getName();

    private final KeyedHash hash;
    private final SecureRandom random;

    public BrowserCookie(KeyedHash hash, SecureRandom random) {
        this.hash = hash;
        this.random = random;
    }

    /** The browser's value, if it has one. */
    public Optional<String> read(HttpServletRequest request) {
        if (request.getAttribute(MINTED) instanceof String minted) {
            return Optional.of(minted);
        }
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)
                        && FORMAT.matcher(cookie.getValue()).matches()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The browser's value; one that has none gets it with this answer. */
    public String ensure(HttpServletRequest request, HttpServletResponse response) {
        return read(request).orElseGet(() -> mint(request, response));
    }

    /** What is stored of a value. */
    public String hash(String value) {
        return hash.of(KeyPurpose.SESSION_HASHING, "browser:" + value);
    }

    private String mint(HttpServletRequest request, HttpServletResponse response) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        request.setAttribute(MINTED, value);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, value)
                        .path("/")
                        .secure(true)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .build()
                        .toString());
        return value;
    }
}
