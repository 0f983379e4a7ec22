package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.Revision;
import dev.gatehouse.idp.api.CallFacts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the record of a call says about its decisions. Of many at once: how many, the first that were denied, and a digest
 * by which question and answer can be proven later.
 */
final class DecisionFacts {

    private static final int MOST_SHOWN = 50;

    /** Of a question, in characters. Fifty of them fit into a record, even if each character is written as six bytes. */
    private static final int LONGEST = 500;

    private DecisionFacts() {}

    static void noteSingle(AskedQuestion question, Answer answer) {
        CallFacts.note("access.question", recordable(question.toString()));
        CallFacts.note("access.decision", answer.allowed() ? "allowed" : "denied");
        if (!answer.allowed()) {
            CallFacts.note("access.reason", answer.reason());
        }
        note(answer.revision());
    }

    static void noteBatch(Evaluations asked, List<Answer> answers, byte[] request, JsonNode answer) {
        long allowed = answers.stream().filter(Answer::allowed).count();
        CallFacts.note("access.asked", Integer.toString(asked.items().size()));
        CallFacts.note("access.allowed", Long.toString(allowed));
        CallFacts.note("access.denied", Long.toString(answers.size() - allowed));
        CallFacts.note("access.digest", digest(request, answer));
        int shown = 0;
        for (int i = 0; i < answers.size() && shown < MOST_SHOWN; i++) {
            Answer each = answers.get(i);
            if (!each.allowed()) {
                CallFacts.note("access.denied." + i, text(asked.items().get(i)) + " " + each.reason());
                shown++;
            }
        }
        answers.stream()
                .map(Answer::revision)
                .filter(revision -> revision != null)
                .findFirst()
                .ifPresent(DecisionFacts::note);
    }

    static void noteSearch(String query, int found, Revision revision) {
        CallFacts.note("access.question", recordable(query));
        CallFacts.note("access.found", Integer.toString(found));
        note(revision);
    }

    static void noteFilter(String wish, Revision revision) {
        CallFacts.note("access.question", recordable(wish));
        note(revision);
    }

    private static void note(@Nullable Revision revision) {
        if (revision != null) {
            CallFacts.note("access.revision", revision.toString());
        }
    }

    private static String text(Evaluations.Item item) {
        return switch (item) {
            case Evaluations.Item.Put put -> recordable(put.question().toString());
            case Evaluations.Item.Incomplete incomplete -> "incomplete";
        };
    }

    /** A question may name what is no text: halves of surrogate pairs become question marks. */
    private static String recordable(String asked) {
        String shown = asked.length() > LONGEST ? asked.substring(0, LONGEST) + "…" : asked;
        return new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** SHA-256 over the bytes of the request, a zero byte, and those of the answer. */
    private static String digest(byte[] request, JsonNode answer) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(request);
            digest.update((byte) 0);
            byte[] hash = digest.digest(answer.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
