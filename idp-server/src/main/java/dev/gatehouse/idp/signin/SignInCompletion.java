package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import org.springframework.http.ResponseEntity;

/** The last step of every way to sign in: the browser gets its session and goes where it was going. */
public final class SignInCompletion {

    private final SessionCookie cookie;
    private final KnownBrowsers knownBrowsers;

    public SignInCompletion(SessionCookie cookie, KnownBrowsers knownBrowsers) {
        this.cookie = cookie;
        this.knownBrowsers = knownBrowsers;
    }

    ResponseEntity<String> complete(Visit visit, Sessions.Begun session) {
        cookie.set(visit.response(), session.secret());
        knownBrowsers.remember(
                visit.request(), visit.response(), session.session().account().id());
        return Redirects.to(
                visit.interaction().map(SignInInteraction::resumeLocation).orElse(AccountPaths.HOME));
    }
}
