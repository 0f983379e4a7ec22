package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.SessionCookie;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.sessions.SignedInPerson;
import jakarta.servlet.http.HttpServletResponse;

/** Ends the session that a browser is in, on record, with what hangs on it, and makes the browser forget. */
public final class SignOut {

    private final Sessions sessions;
    private final SessionCookie cookie;

    public SignOut(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    public void end(SignedInPerson person, HttpServletResponse response, EndReason reason) {
        sessions.end(
                Sessions.actor(person.live()),
                person.account().id(),
                person.session().sid(),
                reason);
        cookie.clear(response);
    }
}
