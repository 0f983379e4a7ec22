package dev.gatehouse.idp.admin;

import dev.gatehouse.idp.api.Checked;
import dev.gatehouse.idp.api.Cursors;
import dev.gatehouse.idp.api.PageRequest;
import dev.gatehouse.idp.api.Refusal;
import dev.gatehouse.idp.audit.AuditFilter;
import dev.gatehouse.idp.audit.AuditReading;
import dev.gatehouse.idp.audit.Outcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the query of {@code /api/v1/audit}. What is not as it must be is a refusal that names the parameter. */
final class AuditQuery {

    private static final int LONGEST = 512;

    private AuditQuery() {}

    static Checked<AuditController.Query> of(Map<String, String> parameters, Cursors cursors) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (parameter.getKey().equals("cursor")) {
                continue;
            }
            if (parameter.getValue().isEmpty() || parameter.getValue().length() > LONGEST) {
                return refused(parameter.getKey(), "is empty or longer than " + LONGEST + " characters");
            }
        }
        Instant from = time(parameters.get("from"));
        if (parameters.containsKey("from") && from == null) {
            return refused("from", "is not a time of RFC 3339");
        }
        Instant to = time(parameters.get("to"));
        if (parameters.containsKey("to") && to == null) {
            return refused("to", "is not a time of RFC 3339");
        }
        if (from != null && to != null && !from.isBefore(to)) {
            return refused("to", "is not after from");
        }
        String outcome = parameters.get("outcome");
        if (outcome != null
                && Arrays.stream(Outcome.values()).map(Outcome::word).noneMatch(outcome::equals)) {
            return refused("outcome", "is none of intended, success, denied, failure, unknown");
        }
        var filter = new AuditFilter(
                from,
                to,
                parameters.get("action"),
                parameters.get("actor"),
                parameters.get("target"),
                outcome,
                parameters.get("workspace"),
                parameters.get("source"));
        return PageRequest.of("audit " + filter, parameters.get("limit"), parameters.get("cursor"), cursors)
                .then(page -> page.after()
                                .filter(place -> !AuditReading.isPlace(place))
                                .isPresent()
                        ? refused("cursor", "is not a place in the trail")
                        : new Checked.Valid<>(new AuditController.Query(filter, page)));
    }

    /** What was asked, for the record; the source is personal, so only that there was one. */
    static Map<String, String> facts(AuditFilter filter, int answered) {
        var facts = new TreeMap<String, String>();
        put(facts, "from", filter.from());
        put(facts, "to", filter.to());
        put(facts, "action", filter.action());
        put(facts, "actor", filter.actor());
        put(facts, "target", filter.target());
        put(facts, "outcome", filter.outcome());
        put(facts, "workspace", filter.workspace());
        put(facts, "source", filter.source() == null ? null : "given");
        facts.put("records", Integer.toString(answered));
        return facts;
    }

    private static void put(Map<String, String> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static <T> Checked<T> refused(String parameter, String detail) {
        return new Checked.Refused<>(Refusal.parameter(parameter, detail));
    }
}
