package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.accounts.AccountId;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.sessions.EndReason;
import dev.gatehouse.idp.sessions.SessionId;
import dev.gatehouse.idp.sessions.Sessions;
import dev.gatehouse.idp.tokens.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/me/sessions}: where the person is signed in. */
@RestController
@RequestMapping("/api/v1/me/sessions")
public final class MySessionsController {

    private final Sessions sessions;

    public MySessionsController(Sessions sessions) {
        this.sessions = sessions;
    }

    @Operation(action = "me.sessions-listed", on = "session", by = Callers.PERSON, personal = true)
    @GetMapping
    ResponseEntity<Object> list(Caller caller) {
        return Answers.of(SessionJson.page(sessions.of(new AccountId(caller.subject())), caller));
    }

    @Operation(action = "me.session-end", on = "session", by = Callers.PERSON, personal = true)
    @DeleteMapping("/{id}")
    ResponseEntity<Object> end(Caller caller, @PathVariable String id) {
        boolean ended = SessionId.parse(id)
                .map(sid ->
                        sessions.end(caller.actor(), new AccountId(caller.subject()), sid, EndReason.ENDED_BY_PERSON))
                .orElse(false);
        return ended ? Answers.done() : Answers.refused(Refusal.notFound("session"));
    }
}
