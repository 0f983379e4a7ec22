package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.idp.access.decisions.AskedQuestion.Entity;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Members;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A search: a question with one part left open.
 *
 * @param question the id of what is searched for is empty, and so is the action when actions are
 * @see <a href="https://openid.net/specs/authorization-api-1_0.html#section-8">Authorization API 1.0 section 8</a>
 */
record SearchRequest(Kind kind, AskedQuestion question, QuestionContext context, PageWish page) {

    /** What is searched for. */
    enum Kind {
        SUBJECT,
        RESOURCE,
        ACTION
    }

    /**
     * Which part of the results is wanted.
     *
     * @param token where the part before ended; empty: the first
     */
    record PageWish(int limit, Optional<String> token) {

        /** The most results of one answer, and how many there are when nothing else is said. */
        static final int MOST = 1_000;

        static final PageWish FIRST = new PageWish(MOST, Optional.empty());

        private static final int LONGEST_TOKEN = 4_096;

        static PageWish read(Members members) {
            int limit = members.number("limit", 1, MOST).map(Long::intValue).orElse(MOST);
            return new PageWish(limit, members.verbatim("token", LONGEST_TOKEN).filter(token -> !token.isEmpty()));
        }
    }

    static Checked<SearchRequest> read(Kind kind, ObjectNode body) {
        return Members.readKnown(
                body,
                members -> new SearchRequest(
                        kind,
                        new AskedQuestion(
                                part(members, "subject", kind == Kind.SUBJECT),
                                kind == Kind.ACTION ? "" : AskedQuestion.action(members),
                                part(members, "resource", kind == Kind.RESOURCE)),
                        EvaluationRequest.context(members),
                        members.object("page", PageWish::read).orElse(PageWish.FIRST)));
    }

    private static Entity part(Members members, String name, boolean open) {
        Function<Members, Entity> read = open ? Entity::readType : Entity::read;
        return AskedQuestion.required(members, name, read);
    }

    /** Names the list for its tokens: everything but the page. Parts are told apart by their lengths. */
    String list() {
        var name = new StringBuilder("access-search ").append(kind);
        for (String part : new String[] {
            question.subject().type(),
            question.subject().id(),
            question.action(),
            question.resource().type(),
            question.resource().id(),
            String.valueOf(context.workspace()),
            String.valueOf(context.revision()),
            String.valueOf(context.at())
        }) {
            name.append(' ').append(part.length()).append(':').append(part);
        }
        return name.toString();
    }
}
