package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.idp.access.decisions.AskedQuestion.Entity;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.api.Violation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whose right to what kind of objects a filter is for. Unlike in a question, what cannot be is refused: a filter is written
 * once and run often, and one that finds nothing looks like an empty database.
 */
record FilterRequest(Subject subject, Right right, TypeName type, QuestionContext context) {

    private record Asked(Entity subject, String action, String type, QuestionContext context) {}

    static Checked<FilterRequest> read(ObjectNode body) {
        return Members.readKnown(
                        body,
                        members -> new Asked(
                                AskedQuestion.required(members, "subject", Entity::read),
                                AskedQuestion.action(members),
                                AskedQuestion.required(members, "resource", Entity::readType)
                                        .type(),
                                EvaluationRequest.context(members)))
                .then(FilterRequest::meant);
    }

    private static Checked<FilterRequest> meant(Asked asked) {
        Optional<Subject> subject = AskedQuestion.subjectOf(asked.subject());
        Optional<Right> right = AskedQuestion.rightOf(asked.action());
        Optional<TypeName> type = AskedQuestion.typeNamed(asked.type());
        if (subject.isEmpty()) {
            return refused("unknown-subject", "#/subject", "there is no subject of that type and id");
        }
        if (right.isEmpty()) {
            return refused("unknown-right", "#/action/name", "no right has that name");
        }
        return type.isEmpty()
                ? refused("unknown-type", "#/resource/type", "no type has that name")
                : new Checked.Valid<>(new FilterRequest(subject.get(), right.get(), type.get(), asked.context()));
    }

    private static Checked<FilterRequest> refused(String code, String pointer, String detail) {
        return new Checked.Refused<>(new Refusal(
                400,
                code,
                "A filter cannot be made: " + detail + ".",
                List.of(new Violation(pointer, code, detail)),
                Optional.empty()));
    }

    /** As records of the audit trail name it. */
    @Override
    public String toString() {
        return "filter of " + subject + " " + right + " " + type;
    }
}
