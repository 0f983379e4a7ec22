package dev.gatehouse.idp.access.decisions;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Revision;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.engine.ListAnswer;
import dev.gatehouse.acl.engine.ListQuery;
import dev.gatehouse.acl.engine.Page;
import dev.gatehouse.acl.model.Expiries;
import dev.gatehouse.idp.access.WorkspaceAccess;
import dev.gatehouse.idp.access.log.FollowedEngine;
import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is left open in a question, a page at a time.
 *
 * <p>The engine lists subjects of all types; a search is for one, so the engine is asked on until the page is full.
 */
final class Search {

    /** Of questions to the engine for one page; reached only where nearly all subjects are of another type. */
    private static final int MOST_ROUNDS = 1_000;

    private final FollowedEngine engine;
    private final Cursors tokens;

    Search(FollowedEngine engine, Cursors tokens) {
        this.engine = engine;
        this.tokens = tokens;
    }

    /**
     * A page of what was found.
     *
     * @param next the token of the next page; empty on the last
     * @param others whether all others that no log names are found as well
     */
    record Found<T>(List<T> items, Revision revision, String next, boolean others) {

        static <T> Found<T> nothing(Scope scope) {
            return new Found<>(List.of(), scope.view().revision(), "", false);
        }
    }

    Checked<Found<Subject>> subjects(SearchRequest request, Scope scope) {
        AskedQuestion question = request.question();
        Optional<Right> right = AskedQuestion.rightOf(question.action());
        Optional<ObjectRef> object = AskedQuestion.objectOf(question.resource());
        if (right.isEmpty() || object.isEmpty()) {
            return new Checked.Valid<>(Found.nothing(scope));
        }
        String type = question.subject().type();
        return pages(
                        request,
                        scope,
                        new ListQuery.Subjects(right.get(), object.get()),
                        subject -> type.equals(typeOf(subject)))
                .then(found -> new Checked.Valid<>(new Found<>(
                        found.items(),
                        found.revision(),
                        found.next(),
                        found.others() && (type.equals("user") || type.equals("service")))));
    }

    static String typeOf(Subject subject) {
        return switch (subject) {
            case Subject.User user -> "user";
            case Subject.Service service -> "service";
            case Subject.Guest guest -> "guest";
        };
    }

    Checked<Found<ObjectRef>> resources(SearchRequest request, Scope scope) {
        AskedQuestion question = request.question();
        Optional<Subject> who = question.who();
        Optional<Right> right = AskedQuestion.rightOf(question.action());
        Optional<TypeName> type = AskedQuestion.typeNamed(question.resource().type());
        if (who.isEmpty() || right.isEmpty() || type.isEmpty()) {
            return new Checked.Valid<>(Found.nothing(scope));
        }
        return pages(request, scope, new ListQuery.Objects(who.get(), right.get(), type.get()), _ -> true);
    }

    Checked<Found<Right>> actions(SearchRequest request, Scope scope) {
        Optional<Subject> who = request.question().who();
        Optional<ObjectRef> object = AskedQuestion.objectOf(request.question().resource());
        if (who.isEmpty() || object.isEmpty()) {
            return new Checked.Valid<>(Found.nothing(scope));
        }
        return pages(request, scope, new ListQuery.RightsOf(who.get(), object.get()), _ -> true);
    }

    private <T> Checked<Found<T>> pages(SearchRequest request, Scope scope, ListQuery<T> query, Predicate<T> wanted) {
        Optional<String> token = request.page().token();
        Optional<String> place = token.flatMap(given -> tokens.decode(request.list(), given));
        if (token.isPresent() && place.isEmpty()) {
            return new Checked.Refused<>(
                    new Refusal(400, "invalid-token", "The token was not given out for this search."));
        }
        int limit = request.page().limit();
        List<T> items = new ArrayList<>();
        Checked<Page<T>> read = page(scope, query, place.orElse(null), limit);
        for (int round = 1; ; round++) {
            switch (read) {
                case Checked.Refused<Page<T>>(Refusal refusal) -> {
                    return new Checked.Refused<>(refusal);
                }
                case Checked.Valid<Page<T>>(Page<T> page) -> {
                    page.items().stream().filter(wanted).forEach(items::add);
                    String next = page.next();
                    if (next == null || items.size() == limit || round == MOST_ROUNDS) {
                        String given = next == null ? "" : tokens.encode(request.list(), next);
                        return new Checked.Valid<>(new Found<>(items, page.revision(), given, page.others()));
                    }
                    read = page(scope, query, next, limit - items.size());
                }
            }
        }
    }

    /**
     * A time at which everything is as at the scope's, and which is the same until the next entry expires: it travels in
     * tokens, and a search that is repeated is to be answered by the same bytes.
     */
    private static Instant steady(Scope scope) {
        return Instant.ofEpochMilli(
                Expiries.lastUntil(scope.view().models(), scope.time().toEpochMilli()));
    }

    private <T> Checked<Page<T>> page(Scope scope, ListQuery<T> query, @Nullable String place, int most) {
        if (place == null) {
            Page<T> first = engine.engine().page(scope.view(), query, scope.time(), 0, most);
            return new Checked.Valid<>(
                    first.isComplete() ? first : engine.engine().page(scope.view(), query, steady(scope), 0, most));
        }
        return engine.list(scope.view().workspace(), query, place, most)
                .map(Search::checked)
                .orElseGet(() -> new Checked.Refused<>(WorkspaceAccess.NOT_REACHED));
    }

    private static <T> Checked<Page<T>> checked(ListAnswer<T> answer) {
        return switch (answer) {
            case ListAnswer.Listed<T> listed -> new Checked.Valid<>(listed.page());
            case ListAnswer.CursorRefused<T>() ->
                new Checked.Refused<>(
                        new Refusal(400, "invalid-token", "The token was not given out for this search."));
            case ListAnswer.RevisionUnknown<T>() ->
                new Checked.Refused<>(new Refusal(
                        400, "REVISION_UNKNOWN", "The logs do not reach the revision that the search began at."));
        };
    }
}
