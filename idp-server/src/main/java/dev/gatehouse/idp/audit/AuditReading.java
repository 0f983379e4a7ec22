package dev.gatehouse.idp.audit;

import dev.gatehouse.idp.storage.Documents;
import dev.gatehouse.idp.storage.Page;
import dev.gatehouse.idp.storage.Query;
import dev.gatehouse.idp.storage.Stored;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the trail, newest first. One filter is answered by an index, the others by looking at what it gives; a page that
 * would need more than {@value #MOST_SEARCHED} records for that ends early and says so.
 */
public final class AuditReading {

    static final int MOST_SEARCHED = 20_000;

    private static final int BATCH = 500;
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,18}) ([0-9a-f-]{36})");
    private static final Pattern TYPED = Pattern.compile("([a-z][a-z-]{0,30}):(.+)");

    private final Documents<AuditRecord> records;
    private final RecordView view;
    private final Lookups lookups;

    AuditReading(Documents<AuditRecord> records, RecordView view, Lookups lookups) {
        this.records = records;
        this.view = view;
        this.lookups = lookups;
    }

    /** Whether that is a {@link AuditPage#next()}. */
    public static boolean isPlace(String text) {
        return PLACE.matcher(text).matches();
    }

    /** One page from the beginning, or from behind a place. */
    public AuditPage find(AuditFilter filter, int limit, Optional<String> place) {
        Place after = place.map(Place::parse).orElse(null);
        List<Stored<AuditRecord>> found = new ArrayList<>();
        Query query = query(filter, after);
        Map<LocalDate, List<String>> sources = new HashMap<>();
        int searched = 0;
        while (true) {
            Page<AuditRecord> batch = records.find(query);
            for (Stored<AuditRecord> row : batch.items()) {
                if (after != null && !after.isBefore(row)) {
                    continue;
                }
                if (matches(filter, row, sources)) {
                    found.add(row);
                    if (found.size() > limit) {
                        found.removeLast();
                        return page(found, Optional.of(Place.of(found.getLast())), false);
                    }
                }
                if (++searched == MOST_SEARCHED) {
                    return page(found, Optional.of(Place.of(row)), true);
                }
            }
            if (batch.next().isEmpty()) {
                return page(found, Optional.empty(), false);
            }
            query = query.after(batch.next().get());
        }
    }

    private AuditPage page(List<Stored<AuditRecord>> found, Optional<Place> next, boolean partial) {
        return new AuditPage(found.stream().map(view::of).toList(), next.map(Place::text), partial);
    }

    /** By the filter that leaves the fewest records, as a rule. */
    private static Query query(AuditFilter filter, @Nullable Place after) {
        Query query;
        if (filter.target() != null) {
            query = Query.by(AuditRecord.BY_TARGET).where("target", id(filter.target()));
        } else if (filter.actor() != null) {
            query = Query.by(AuditRecord.BY_ACTOR).where("actor", id(filter.actor()));
        } else if (filter.action() != null) {
            query = Query.by(AuditRecord.BY_ACTION).where("action", filter.action());
        } else if (filter.workspace() != null) {
            query = Query.by(AuditRecord.BY_WORKSPACE).where("workspace", filter.workspace());
        } else {
            query = Query.by(AuditRecord.BY_TIME);
        }
        Instant to = filter.to();
        if (after != null) {
            Instant behind = Instant.EPOCH.plus(after.micros() + 1, ChronoUnit.MICROS);
            to = to == null || behind.isBefore(to) ? behind : to;
        }
        return query.between(filter.from(), to).newestFirst().limit(BATCH);
    }

    private boolean matches(AuditFilter filter, Stored<AuditRecord> row, Map<LocalDate, List<String>> sources) {
        AuditRecord record = row.value();
        return equal(filter.action(), record.action())
                && equal(filter.outcome(), record.outcome())
                && equal(filter.workspace(), record.workspace())
                && (filter.actor() == null || names(filter.actor(), record, "actor"))
                && (filter.target() == null || names(filter.target(), record, "target"))
                && (filter.source() == null || isFrom(filter.source(), record, sources));
    }

    private static boolean equal(@Nullable String wanted, String value) {
        return wanted == null || wanted.equals(value);
    }

    /** {@code type:id}, or an id of any type. */
    private static boolean names(String wanted, AuditRecord record, String member) {
        var party = RecordText.of(record.record()).event().required(member);
        var typed = TYPED.matcher(wanted);
        String id = party.required("id").asString();
        return typed.matches()
                ? id.equals(typed.group(2)) && party.required("type").asString().equals(typed.group(1))
                : id.equals(wanted);
    }

    private static String id(String wanted) {
        var typed = TYPED.matcher(wanted);
        return typed.matches() ? typed.group(2) : wanted;
    }

    /** The key is that of the day on which the request began, which may have ended before the record was written. */
    private boolean isFrom(String address, AuditRecord record, Map<LocalDate, List<String>> known) {
        if (record.source() == null) {
            return false;
        }
        LocalDate day = LocalDate.ofInstant(record.time(), ZoneOffset.UTC);
        return known.computeIfAbsent(day, _ -> lookups(address, day)).contains(record.source());
    }

    private List<String> lookups(String address, LocalDate day) {
        List<String> both = new ArrayList<>();
        lookups.ofAddressOn(address, day).ifPresent(both::add);
        lookups.ofAddressOn(address, day.minusDays(1)).ifPresent(both::add);
        return both;
    }

    /** Where a page ended. */
    private record Place(long micros, String id) {

        static Place of(Stored<AuditRecord> row) {
            return new Place(
                    ChronoUnit.MICROS.between(Instant.EPOCH, row.value().time()), row.id());
        }

        static Place parse(String text) {
            var parts = PLACE.matcher(text);
            if (!parts.matches()) {
                throw new IllegalArgumentException("not a place in the trail");
            }
            return new Place(Long.parseLong(parts.group(1)), parts.group(2));
        }

        String text() {
            return micros + " " + id;
        }

        /** Whether the row comes behind this place, newest first. */
        boolean isBefore(Stored<AuditRecord> row) {
            long time = ChronoUnit.MICROS.between(Instant.EPOCH, row.value().time());
            return time < micros || (time == micros && row.id().compareTo(id) < 0);
        }
    }
}
