package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Subject;
import dev.gatehouse.idp.access.CallerSubject;
import dev.gatehouse.idp.api.Answers;
import dev.gatehouse.idp.api.Body;
import dev.gatehouse.idp.api.Callers;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.JsonText;
import dev.gatehouse.idp.api.Operation;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.tokens.Caller;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * May this subject do this to that resource? One question, or many at once at one revision and one time.
 *
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html">Authorization API 1.0 sections 6 and 7</a>
 */
@RestController
public final class EvaluationController {

    static final String EVALUATION = "/access/v1/evaluation";
    static final String EVALUATIONS = "/access/v1/evaluations";

    private final Scopes scopes;

    public EvaluationController(Scopes scopes) {
        this.scopes = scopes;
    }

    @Operation(
            action = "access.evaluated",
            on = "access-decision",
            by = Callers.AUTHENTICATED,
            bodyLimit = JsonText.LARGEST)
    @PostMapping(path = EVALUATION, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> evaluate(Caller caller, Body body) {
        return Answers.to(body.object(), object -> single(caller, object));
    }

    @Operation(
            action = "access.evaluated",
            on = "access-decision",
            by = Callers.AUTHENTICATED,
            bodyLimit = JsonText.LARGEST)
    @PostMapping(path = EVALUATIONS, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Object> evaluateAll(Caller caller, Body body) {
        return Answers.to(
                body.object(),
                object -> Evaluations.isSingle(object)
                        ? single(caller, object)
                        : Answers.to(Evaluations.read(object), asked -> batch(caller, body, asked)));
    }

    private ResponseEntity<Object> single(Caller caller, ObjectNode body) {
        Checked<Answer> answered = EvaluationRequest.read(body)
                .then(request -> scopes.resolve(caller, request.context(), scopes.now())
                        .then(scope -> answer(caller, request.question(), scope))
                        .then(answer -> {
                            DecisionFacts.noteSingle(request.question(), answer);
                            return new Checked.Valid<>(answer);
                        }));
        return Answers.to(answered, answer -> Answers.of(answer.json()));
    }

    private static Checked<Answer> answer(Caller caller, AskedQuestion question, Scope scope) {
        Subject asker = CallerSubject.of(caller);
        return scope.aboutOthers() || question.who().filter(asker::equals).isPresent()
                ? new Checked.Valid<>(question.answer(scope))
                : new Checked.Refused<>(new Refusal(
                        403,
                        "forbidden",
                        "To ask about others than oneself takes the right read on access:decisions."));
    }

    private ResponseEntity<Object> batch(Caller caller, Body body, Evaluations asked) {
        return Answers.to(answers(caller, asked), answers -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            ArrayNode array = json.putArray("evaluations");
            answers.forEach(answer -> array.add(answer.json()));
            DecisionFacts.noteBatch(asked, answers, body.bytes(), json);
            return Answers.of(json);
        });
    }

    private Checked<List<Answer>> answers(Caller caller, Evaluations asked) {
        var called = new CallScopes(scopes, caller);
        List<Answer> answers = new ArrayList<>();
        for (Evaluations.Item item : asked.items()) {
            switch (item) {
                case Evaluations.Item.Incomplete(String reason) -> answers.add(new Answer(false, reason, null));
                case Evaluations.Item.Put(AskedQuestion question, QuestionContext context) -> {
                    switch (called.of(context).then(scope -> answer(caller, question, scope))) {
                        case Checked.Refused<Answer>(Refusal refusal) -> {
                            return new Checked.Refused<>(refusal);
                        }
                        case Checked.Valid<Answer>(Answer answer) -> answers.add(answer);
                    }
                }
            }
            if (asked.semantic().endsAfter(answers.getLast().allowed())) {
                break;
            }
        }
        return new Checked.Valid<>(answers);
    }
}
