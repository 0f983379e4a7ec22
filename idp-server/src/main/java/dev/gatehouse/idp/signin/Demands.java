package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pending request asks of the sign-in.
 *
 * @param signInAgain whether a session that was there before does not do ({@code prompt=login},
 *     {@code prompt=select_account})
 * @param maxAge how long ago the sign-in may be at most ({@code max_age})
 * @param loginHint who is expected, to be offered in the form ({@code login_hint})
 * @param uiLocales the languages that are wished for, best first ({@code ui_locales})
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core section
 *     3.1.2.1</a>
 */
public record Demands(
        boolean signInAgain,
        @Nullable Duration maxAge,
        @Nullable String loginHint,
        List<String> uiLocales) {

    private static final Demands NONE = new Demands(false, null, null, List.of());

    public Demands {
        uiLocales = List.copyOf(uiLocales);
    }

    /** Any live session does. */
    public static Demands none() {
        return NONE;
    }

    /**
     * Whether a session does for a request of that time. A sign-in after the request always does, a {@code max_age} of 0
     * included.
     */
    public boolean satisfiedBy(Session session, Instant requestedAt, Instant now) {
        if (!session.authTime().isBefore(requestedAt)) {
            return true;
        }
        return !signInAgain
                && (maxAge == null || !session.authTime().plus(maxAge).isBefore(now));
    }
}
