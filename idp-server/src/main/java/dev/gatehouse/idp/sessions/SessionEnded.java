package dev.gatehouse.idp.sessions;

import dev.gatehouse.idp.storage.ChangeId;

/** Told when a session was ended before its time, so that what hangs on it dies with it. */
@FunctionalInterface
public interface SessionEnded {

    void ended(SessionId sid, ChangeId change);
}
