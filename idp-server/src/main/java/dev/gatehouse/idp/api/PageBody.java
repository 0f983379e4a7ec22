package dev.gatehouse.idp.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Stored;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PageBody<T>(List<T> items, @Nullable String next) {
    public PageBody {
        items = List.copyOf(items);
    }

    public static <D extends Record, T> PageBody<T> of(
            Page<D> found, PageRequest page, Cursors cursors, Function<Stored<D>, T> show) {
        return new PageBody<>(
                found.items().stream().map(show).toList(),
                found.next().map(place -> cursors.encode(page.list(), place)).orElse(null));
    }
}
