package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.history.History;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import tools.jackson.databind.node.ObjectNode;

/**
 * A question and how far to look back.
 *
 * @param turns of its history that are wanted; 0: no history
 */
record ExplainRequest(AskedQuestion question, QuestionContext context, int turns) {

    static Checked<ExplainRequest> read(ObjectNode body) {
        return Members.readKnown(
                body,
                members -> new ExplainRequest(
                        AskedQuestion.read(members),
                        EvaluationRequest.context(members),
                        members.number("history", 0, History.MOST)
                                .map(Long::intValue)
                                .orElse(0)));
    }

    /** What would change a past decision is nothing that anybody can do now. */
    boolean isAboutThePast() {
        return context.at() != null;
    }
}
