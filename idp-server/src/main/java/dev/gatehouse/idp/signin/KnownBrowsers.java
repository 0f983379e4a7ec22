package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.secrets.CookieCipher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Remembers, in a sealed cookie, who has signed in with a browser before.
 *
 * <p>Failed sign-ins are counted apart for a browser in which the account's owner has signed in: somebody who guesses
 * elsewhere can then slow down everybody but the owner. The cookie opens nothing.
 */
public final class KnownBrowsers {

    static final String NAME = "__Host-gatehouse-known";

    private static final Duration LIFETIME = Duration.ofDays(180);
    private static final int MOST_ACCOUNTS = 5;

    private final CookieCipher cipher;
    private final Clock clock;

    public KnownBrowsers(CookieCipher cipher, Clock clock) {
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Whether this person has signed in with this browser lately. */
    boolean knows(HttpServletRequest request, AccountId account) {
        return entries(request).stream().anyMatch(entry -> entry.account().equals(account));
    }

    /** Remembers a person who has just signed in. */
    void remember(HttpServletRequest request, HttpServletResponse response, AccountId account) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(account, clock.instant().plus(LIFETIME)));
        entries(request).stream()
                .filter(entry -> !entry.account().equals(account))
                .limit(MOST_ACCOUNTS - 1)
                .forEach(entries::add);
        String value = String.join("\n", entries.stream().map(Entry::encode).toList());
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(NAME, cipher.seal(NAME, value.getBytes(StandardCharsets.US_ASCII)))
                        .path("/")
                        .secure(true)
                        .httpOnly(true)
                        .sameSite("Lax")
                        .maxAge(LIFETIME)
                        .build()
                        .toString());
    }

    private List<Entry> entries(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return List.of();
        }
        Instant now = clock.instant();
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(NAME)) {
                return cipher.open(NAME, cookie.getValue()).stream()
                        .flatMap(value -> new String(value, StandardCharsets.US_ASCII).lines())
                        .flatMap(line -> Entry.decode(line).stream())
                        .filter(entry -> now.isBefore(entry.until()))
                        .toList();
            }
        }
        return List.of();
    }

    private record Entry(AccountId account, Instant until) {

        String encode() {
            return account.value() + " " + until.getEpochSecond();
        }

        static Optional<Entry> decode(String line) {
            String[] parts = line.split(" ", 2);
            return AccountId.parse(parts[0])
                    .map(account -> new Entry(account, Instant.ofEpochSecond(Long.parseLong(parts[1]))));
        }
    }
}
