package dev.gatehouse.idp.storage;

import java.util.List;
import java.util.Optional;

/**
 * A page of documents.
 *
 * @param next where the next page begins; empty on the last page
 */
public record Page<T extends Record>(List<Stored<T>> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
