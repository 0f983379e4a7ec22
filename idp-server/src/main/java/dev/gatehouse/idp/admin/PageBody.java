package dev.gatehouse.idp.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; null on the last
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record PageBody<T>(List<T> items, @Nullable String next) {
    PageBody {
        items = List.copyOf(items);
    }
}
