package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import tools.jackson.databind.node.ObjectNode;

/**
 * One question and where it is asked.
 *
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html#section-6.1">Authorization API 1.0 section 6.1</a>
 */
record EvaluationRequest(AskedQuestion question, QuestionContext context) {

    static Checked<EvaluationRequest> read(ObjectNode body) {
        return Members.readKnown(body, members -> new EvaluationRequest(AskedQuestion.read(members), context(members)));
    }

    static QuestionContext context(Members members) {
        return members.object("context", QuestionContext::read).orElse(QuestionContext.HERE_AND_NOW);
    }
}
