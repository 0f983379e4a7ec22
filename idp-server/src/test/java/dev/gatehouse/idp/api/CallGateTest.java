package dev.gatehouse.idp.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.tokens.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

class CallGateTest {

    private static final Caller CALLER =
            new Caller("usr_1", true, new ClientId("webapp"), "system", List.of(), Optional.empty());

    private final List<String> asked = new ArrayList<>();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    /** Routes of the kinds that there are. */
    static final class Things {
        @Operation(action = "thing.listed", on = "thing", right = "read", object = "things:all")
        void list() {}

        @Operation(action = "thing.update", on = "thing", right = "update", object = "thing:{id}")
        void change() {}

        @Operation(action = "thing.followed", on = "thing", by = Callers.AUTHENTICATED, events = true)
        void follow() {}

        void undeclared() {}
    }

    private boolean passes(AccessPolicy policy, String method, Optional<Caller> caller, Map<String, String> path)
            throws Exception {
        var request = new MockHttpServletRequest();
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, path);
        caller.ifPresent(known -> request.setAttribute(Caller.class.getName(), known));
        return new CallGate(policy)
                .preHandle(request, response, new HandlerMethod(new Things(), Things.class.getDeclaredMethod(method)));
    }

    private AccessPolicy answering(Checked<Boolean> answer) {
        return (caller, right, object) -> {
            asked.add(right + " " + object);
            return answer;
        };
    }

    @Test
    void asksWhenTheRouteIsAboutAllThenItsRightAlone() throws Exception {
        assertThat(passes(answering(new Checked.Valid<>(true)), "list", Optional.of(CALLER), Map.of()))
                .isTrue();
        assertThat(asked).containsExactly("read things:all");
    }

    @Test
    void asksWhenTheRouteIsAboutOneThenWhetherItIsReadableFirst() throws Exception {
        assertThat(passes(answering(new Checked.Valid<>(true)), "change", Optional.of(CALLER), Map.of("id", "a:b")))
                .isTrue();
        assertThat(asked).containsExactly("read thing:a:b", "update thing:a:b");
    }

    @Test
    void refusesWhenNotPermittedThenForbidden() throws Exception {
        assertThat(passes(answering(new Checked.Valid<>(false)), "list", Optional.of(CALLER), Map.of()))
                .isFalse();
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentAsString()).contains("\"right\":\"read\"").contains("\"object\":\"things:all\"");
    }

    @Test
    void refusesWhenItCannotBeToldThenUnavailableWithATimeToComeAgain() throws Exception {
        var unreadable = new Checked.Refused<Boolean>(new Refusal(503, "revision-not-reached", "Try again."));
        assertThat(passes(answering(unreadable), "list", Optional.of(CALLER), Map.of()))
                .isFalse();
        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isEqualTo("1");
    }

    @Test
    void refusesWhenThereIsNoCallerThenUnauthenticatedAndNothingIsAsked() throws Exception {
        assertThat(passes(answering(new Checked.Valid<>(true)), "list", Optional.empty(), Map.of()))
                .isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "list, application/json, 200",
        "list, text/event-stream, 406",
        "follow, application/json, 200",
        "follow, text/event-stream, 200",
        "follow, 'text/event-stream, application/json;q=0.5', 200",
        "follow, text/html, 406",
        "follow, nonsense, 406"
    })
    void asksWhenAFormIsWantedThenOnlyOfThoseThatTheRouteHas(String method, String accept, int status)
            throws Exception {
        var request = new MockHttpServletRequest();
        request.addHeader("Accept", accept);
        request.setAttribute(Caller.class.getName(), CALLER);
        new CallGate(answering(new Checked.Valid<>(true)))
                .preHandle(request, response, new HandlerMethod(new Things(), Things.class.getDeclaredMethod(method)));
        assertThat(response.getStatus()).isEqualTo(status);
    }

    @Test
    void refusesWhenTheRouteSaysNothingThenNotFound() throws Exception {
        assertThat(passes(answering(new Checked.Valid<>(true)), "undeclared", Optional.of(CALLER), Map.of()))
                .isFalse();
        assertThat(response.getStatus()).isEqualTo(404);
    }
}
