package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.Decision.Reason;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.model.Model;

/** May this subject do this to that object? In a caller's words. */
public record RawQuestion(RawSubject subject, String right, RawObject object) {

    /** What the words can mean in any workspace at any time. */
    Meaning<Question> meaning() {
        return subject.meaning()
                .then(who -> meaningOf(right).then(what -> object.meaning().map(on -> new Question(who, what, on))));
    }

    /**
     * What the words mean in a workspace. Of several that mean nothing the first is the reason: the subject's type and id,
     * the object's type, the right, the object's id; whether they are malformed or merely not there makes no difference.
     */
    Meaning<Question> meaningIn(Model model) {
        return subject.meaning()
                .then(who -> declaredIn(model).then(what -> object.meaning().map(on -> new Question(who, what, on))));
    }

    private Meaning<Right> declaredIn(Model model) {
        return RawObject.meaningOf(object.type()).then(type -> {
            if (!model.defines(type)) {
                return new Meaning.Unknown<>(Reason.UNKNOWN_OBJECT_TYPE);
            }
            return meaningOf(right)
                    .then(what -> model.declares(type, what)
                            ? new Meaning.Known<>(what)
                            : new Meaning.Unknown<>(Reason.UNKNOWN_RIGHT));
        });
    }

    static Meaning<Right> meaningOf(String right) {
        return Meaning.of(() -> new Right(right), Reason.UNKNOWN_RIGHT);
    }
}
