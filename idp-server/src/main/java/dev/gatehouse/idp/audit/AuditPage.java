package dev.gatehouse.idp.audit;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page of records, newest first.
 *
 * @param next where the next page begins; empty on the last
 * @param partial whether the page ended because enough records had been searched, not because it was full
 */
public record AuditPage(List<ObjectNode> items, Optional<String> next, boolean partial) {

    public AuditPage {
        items = List.copyOf(items);
    }
}
