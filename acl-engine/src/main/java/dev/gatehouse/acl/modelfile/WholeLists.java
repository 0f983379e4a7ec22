package dev.gatehouse.acl.modelfile;

import dev.gatehouse.acl.ObjectRef;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.engine.AccessView;
import dev.gatehouse.acl.engine.ListQuery;
import dev.gatehouse.acl.engine.Meaning;
import dev.gatehouse.acl.engine.RawSearch;
import dev.gatehouse.acl.model.Model;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Whole lists, page by page in small pages, each asked for once. */
final class WholeLists {

    private static final int PAGE = 3;
    private static final int BUDGET = 1_000;

    private final AccessView view;
    private final Instant time;
    private final Map<RawSearch<?>, Whole<?>> known = new HashMap<>();

    WholeLists(AccessView view, Instant time) {
        this.view = view;
        this.time = time;
    }

    /** A list without its pages. */
    record Whole<T>(Set<T> items, boolean others) {}

    @SuppressWarnings("unchecked") // kept under the search that says what its list holds
    <T> Whole<T> of(RawSearch<T> search) {
        return (Whole<T>) known.computeIfAbsent(search, _ -> switch (search.meaning()) {
            case Meaning.Known<ListQuery<T>> meant -> read(meant.value());
            case Meaning.Unknown<ListQuery<T>> unknown -> new Whole<>(Set.of(), false);
        });
    }

    private <T> Whole<T> read(ListQuery<T> query) {
        Set<T> items = new HashSet<>();
        AccessView.Part<T> part = view.list(query, time, 0, PAGE, BUDGET);
        items.addAll(part.items());
        while (part.next() >= 0) {
            part = view.list(query, time, part.next(), PAGE, BUDGET);
            items.addAll(part.items());
        }
        return new Whole<>(items, part.others());
    }

    boolean isOneOfOthers(ObjectRef object) {
        Model model = view.models().workspace();
        return !model.hasRecord(object) && model.implied().implies(view.workspace(), object);
    }

    boolean isOneOfOthers(Subject subject) {
        return !view.models().workspace().names(subject)
                && !view.models().system().names(subject);
    }
}
