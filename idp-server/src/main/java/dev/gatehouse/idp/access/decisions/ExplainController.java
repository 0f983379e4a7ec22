package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.explain.Explanation;
import dev.gatehouse.acl.explain.Repair;
import dev.gatehouse.acl.history.History;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.CallFacts;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.tokens.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Why may this subject do this, or why not, what would change that, and since when is it so? */
@RestController
public final class ExplainController {

    static final String EXPLAIN = "/access/v1/explain";

    private static final Duration FOR_REPAIRS = Duration.ofSeconds(1);
    private static final Duration FOR_HISTORY = Duration.ofSeconds(2);

    private final Scopes scopes;
    private final FollowedEngine engine;

    public ExplainController(Scopes scopes, FollowedEngine engine) {
        this.scopes = scopes;
        this.engine = engine;
    }

    @Operation(
            action = "access.explained",
            on = "access-decision",
            by = Callers.AUTHENTICATED,
            bodyLimit = JsonText.LARGEST)
    @PostMapping(path = EXPLAIN, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> explain(Caller caller, Body body) {
        Checked<ObjectNode> explained =
                body.object().then(ExplainRequest::read).then(request -> explain(caller, request, scopes.now()));
        return Answers.to(explained, Answers::of);
    }

    private Checked<ObjectNode> explain(Caller caller, ExplainRequest request, Instant now) {
        return scopes.resolveAboutOthers(caller, request.context(), now, "explain")
                .then(scope -> scopes.system(caller, now)
                        .then(system -> new Checked.Valid<>(answer(caller, request, scope, system))));
    }

    /** What the caller may make and see is asked of the models as they are now, whatever past the question is about. */
    private ObjectNode answer(Caller caller, ExplainRequest request, Scope scope, Optional<Scope> system) {
        Predicate<Repair.Step> mayMake =
                request.isAboutThePast() ? step -> false : new RepairRights(caller, scope, system);
        Explanation explanation = scope.view()
                .explain(request.question().raw(), scope.time(), mayMake, new Budget(FOR_REPAIRS, System::nanoTime));
        Answer answer = Answer.of(explanation.decision());
        DecisionFacts.noteSingle(request.question(), answer);
        ObjectNode json = ExplanationJson.of(answer, explanation, !request.isAboutThePast());
        if (request.turns() > 0) {
            History history = history(request, scope);
            CallFacts.note("access.turns", Integer.toString(history.turns().size()));
            boolean ofSystem = system.filter(Scope::aboutOthers).isPresent();
            json.set("history", new HistoryJson(scope.view().workspace(), ofSystem).of(history));
        }
        return json;
    }

    private History history(ExplainRequest request, Scope scope) {
        Budget budget = new Budget(FOR_HISTORY, System::nanoTime);
        return engine.engine().history(scope.view(), request.question().raw(), scope.time(), request.turns(), budget);
    }
}
