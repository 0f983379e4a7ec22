package dev.gatehouse.idp.access.decisions;

import static dev.gatehouse.idp.access.decisions.Decisions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.acl.RoleId;
import dev.gatehouse.acl.change.Change;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.audit.ApiEvent;
import dev.gatehouse.idp.clients.GrantType;
import dev.gatehouse.idp.oauth.RelyingParty;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a caller who may ask about nobody but itself can make the decision API do. */
class DecisionLimitsIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded().with("gatehouse.trusted-proxies", "127.0.0.0/8");

    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String EVALUATIONS = "/access/v1/evaluations";

    private static final List<String> REVISIONS = new ArrayList<>();
    private static Decisions self;
    private static String asked;

    @BeforeAll
    static void makeModel() {
        RelyingParty client =
                RelyingParty.confidential(SERVER, builder -> builder.grantTypes(List.of(GrantType.CLIENT_CREDENTIALS)));
        self = Decisions.withSecret(SERVER, client.id(), RelyingParty.SECRET);
        asked = "\"subject\":{\"type\":\"service\",\"id\":\"" + client.id()
                + "\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"clients\",\"id\":\"all\"}";
        IntStream.range(0, 20)
                .mapToObj(i -> Decisions.make(SERVER, "system", new Change.RoleCreated(new RoleId("limits-" + i))))
                .forEach(REVISIONS::add);
        Decisions.make(SERVER, "far-away", new Change.RoleCreated(new RoleId("r")));
    }

    private static HttpResponse<String> at(Stream<String> moments) {
        String items = moments.map(moment -> "{\"context\":{\"at\":\"" + moment + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
        return self.post(EVALUATIONS, "{" + asked + ",\"evaluations\":" + items + "}");
    }

    private static HttpResponse<String> in(String context) {
        return self.post(EVALUATION, "{" + asked + ",\"context\":" + context + "}");
    }

    /** Each is a model of its own in memory. */
    @Test
    void asksWhenTheMomentsAreManyThenRefusedWithTheLimit() {
        assertThat(at(REVISIONS.stream().limit(8)).statusCode()).isEqualTo(200);
        assertProblem(at(REVISIONS.stream().limit(9)), 400, "too-many-moments");
        List<String> two = REVISIONS.subList(0, 2);
        assertProblem(at(IntStream.range(0, 9).mapToObj(i -> two.get(i % 2))), 400, "too-many-moments");
    }

    @Test
    void asksWhenTheMomentsAreFewThenAsManyQuestionsAsInAnyCall() {
        HttpResponse<String> answer = at(IntStream.range(0, 1_000).mapToObj(i -> REVISIONS.get(i / 200)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(answer).path("evaluations")).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-999999999-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "-0001-12-31T23:59:59Z"})
    void asksWhenTheYearHasNotFourDigitsThenNoTime(String moment) {
        assertProblem(in("{\"at\":\"" + moment + "\"}"), 400, "invalid-members");
    }

    /** Whether a workspace is there, and how much it is used. */
    @Test
    void asksWhenTheWorkspaceIsNotTheCallersThenItsLogsAreNotSpokenOf() {
        for (String workspace : List.of("far-away", "no-such-workspace")) {
            for (String revision : List.of("r0.0", "r999.999")) {
                HttpResponse<String> answer =
                        in("{\"workspace\":\"" + workspace + "\",\"revision\":\"" + revision + "\"}");
                assertProblem(answer, 403, "forbidden");
                assertThat(answer.body()).doesNotContain("r1.");
            }
        }
        assertProblem(in("{\"revision\":\"r999.999\"}"), 400, "REVISION_UNKNOWN");
    }

    @Test
    void asksWhenQuestionsAreHugeThenAnsweredAndOnRecord() {
        String huge = "{\"action\":{\"name\":\"" + "\\u0001".repeat(1_000) + "\"},\"resource\":{\"type\":\""
                + "é".repeat(1_000) + "\",\"id\":\"" + "\\u0001".repeat(1_000) + "\"}}";
        SERVER.trail().clear();
        HttpResponse<String> answer = self.post(
                EVALUATIONS,
                "{" + asked + ",\"evaluations\":["
                        + IntStream.range(0, 60).mapToObj(i -> huge).collect(Collectors.joining(",")) + "]}");
        assertThat(answer.statusCode()).isEqualTo(200);
        for (JsonNode item : TestServer.json(answer).path("evaluations")) {
            assertThat(item.path("decision").asBoolean(true)).isFalse();
        }
        assertThat(SERVER.trail().events())
                .singleElement()
                .isInstanceOfSatisfying(
                        ApiEvent.class, event -> assertThat(event.facts()).containsEntry("access.denied", "60"));
    }
}
