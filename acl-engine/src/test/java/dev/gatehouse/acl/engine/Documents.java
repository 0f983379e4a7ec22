package dev.gatehouse.acl.engine;

import dev.gatehouse.acl.AccessLists;
import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.ListedEntry;
import dev.gatehouse.acl.Rights;
import dev.gatehouse.acl.filter.Filter;
import dev.gatehouse.acl.filter.Filter.Part;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Documents as a database holds them, and what a database makes of a filter: it knows values, and no access model. */
final class Documents {

    private Documents() {}

    /** {@code {acl: {own: [{effect, to, rights, expiresAt}], inherited: […]}}}, or empty without lists. */
    static Map<String, Object> document(Optional<AccessLists> lists) {
        return lists.<Map<String, Object>>map(known -> Map.of(
                        "acl",
                        Map.of(
                                "own",
                                        known.own().stream()
                                                .map(Documents::entry)
                                                .toList(),
                                "inherited",
                                        known.inherited().stream()
                                                .map(Documents::entry)
                                                .toList())))
                .orElse(Map.of());
    }

    private static Map<String, Object> entry(ListedEntry listed) {
        Map<String, Object> entry = new HashMap<>();
        entry.put("effect", listed.effect().name().toLowerCase(Locale.ROOT));
        entry.put("to", listed.to());
        entry.put(
                "rights",
                switch (listed.terms().rights()) {
                    case Rights.All all -> List.of("*");
                    case Rights.Named named ->
                        named.names().stream().map(Object::toString).toList();
                });
        Instant expiresAt = listed.terms().expiresAt();
        if (expiresAt != null) {
            entry.put("expiresAt", expiresAt);
        }
        return entry;
    }

    static boolean matches(Map<String, Object> document, Filter filter) {
        return switch (filter) {
            case Filter.Nothing nothing -> false;
            case Filter.Listed listed -> document.containsKey("acl");
            case Filter.All all -> all.filters().stream().allMatch(one -> matches(document, one));
            case Filter.Any any -> any.filters().stream().anyMatch(one -> matches(document, one));
            case Filter.Not not -> !matches(document, not.filter());
            case Filter.Holds holds -> list(document, holds.part()).stream().anyMatch(entry -> matches(entry, holds));
        };
    }

    private static boolean matches(Map<?, ?> entry, Filter.Holds holds) {
        List<?> rights = (List<?>) entry.get("rights");
        return (holds.effect() == Effect.ALLOW ? "allow" : "deny").equals(entry.get("effect"))
                && holds.to().contains(String.valueOf(entry.get("to")))
                && rights != null
                && (rights.contains(holds.right().name()) || rights.contains("*"))
                && isLater((Instant) entry.get("expiresAt"), holds.time());
    }

    private static boolean isLater(@Nullable Instant end, Instant time) {
        return end == null || end.isAfter(time);
    }

    @SuppressWarnings("unchecked") // as document() made them
    private static List<Map<?, ?>> list(Map<String, Object> document, Part part) {
        Map<?, ?> acl = (Map<?, ?>) document.getOrDefault("acl", Map.of());
        Object list = acl.get(part.name().toLowerCase(Locale.ROOT));
        return list == null ? List.of() : (List<Map<?, ?>>) list;
    }
}
