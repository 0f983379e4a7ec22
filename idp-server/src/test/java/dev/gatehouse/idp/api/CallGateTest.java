package dev.gatehouse.idp.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.tokens.Caller;
import dev.gatehouse.idp.tokens.TestCallers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

class CallGateTest {

    private static final Caller CALLER = TestCallers.person("usr_1", "system");

    private final List<String> asked = new ArrayList<>();
    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    /** Routes of the kinds that there are. */
    static final class Things {
        @Operation(action = "thing.listed", on = "thing", right = "read", object = "things:all")
        void list() {}

        @Operation(action = "thing.update", on = "thing", right = "update", object = "thing:{id}")
        void change() {}

        @Operation(
                action = "thing.read",
                on = "thing",
                right = "share",
                object = "{id}",
                inNamedWorkspace = true,
                parameters = "workspace")
        void readElsewhere() {}

        @Operation(
                action = "thing.followed",
                on = "thing",
                by = Callers.AUTHENTICATED,
                answers = {"application/json", "text/event-stream"})
        void follow() {}

        void undeclared() {}
    }

    private boolean passes(AccessPolicy policy, String method, Optional<Caller> caller, Map<String, String> path)
            throws Exception {
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, path);
        caller.ifPresent(known -> request.setAttribute(Caller.class.getName(), known));
        return new CallGate(policy)
                .preHandle(request, response, new HandlerMethod(new Things(), Things.class.getDeclaredMethod(method)));
    }

    private AccessPolicy answering(Checked<Boolean> answer) {
        return new AccessPolicy() {
            @Override
            public Checked<Boolean> may(Caller caller, String right, String object) {
                asked.add(right + " " + object);
                return answer;
            }

            @Override
            public Checked<Boolean> mayIn(@Nullable String workspace, Caller caller, String right, String object) {
                asked.add(right + " " + object + " in " + workspace);
                return answer;
            }
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
    void asksWhenTheRouteIsInANamedWorkspaceThenThere() throws Exception {
        request.setParameter("workspace", "acme");
        assertThat(passes(
                        answering(new Checked.Valid<>(true)),
                        "readElsewhere",
                        Optional.of(CALLER),
                        Map.of("id", "doc:1")))
                .isTrue();
        assertThat(asked).containsExactly("read doc:1 in acme", "share doc:1 in acme");
    }

    /** One reading of the path for the gate and the controller, or what is asked about is not what is done. */
    @Test
    void asksWhenTheIdIsMarkedThenAboutTheIdThatTheControllerGets() throws Exception {
        String segment = PathId.write("a/b%");
        assertThat(segment).startsWith("~");
        assertThat(passes(answering(new Checked.Valid<>(true)), "change", Optional.of(CALLER), Map.of("id", segment)))
                .isTrue();
        assertThat(asked).containsExactly("read thing:a/b%", "update thing:a/b%");
        assertThat(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE))
                .isEqualTo(Map.of("id", "a/b%"));
    }

    @Test
    void refusesWhenTheIdIsMarkedAndNoBase64urlThenNothingIsAsked() throws Exception {
        assertThat(passes(answering(new Checked.Valid<>(true)), "change", Optional.of(CALLER), Map.of("id", "~a=")))
                .isFalse();
        assertThat(response.getContentAsString()).contains("malformed-id");
        assertThat(asked).isEmpty();
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
