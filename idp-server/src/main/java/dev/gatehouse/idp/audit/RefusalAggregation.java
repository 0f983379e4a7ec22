package dev.gatehouse.idp.audit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records refusals of callers who are not known at all: each by itself up to 60 a minute and address, the rest as one
 * counted record a minute. So a flood fills neither the disk nor the reader's page.
 *
 * <p>Refusals that concern a known account or client do not belong here; each of those is recorded.
 */
public final class RefusalAggregation {

    static final int SINGLY = 60;
    static final int MOST_ADDRESSES = 10_000;

    private static final int MOST_KINDS = 20;
    private static final String FURTHER = "further addresses";

    private final AuditTrail trail;
    private final Clock clock;
    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final List<Counted> owed = new ArrayList<>();
    private long minute;

    private static final class Tally {
        private int refusals;
        private final Map<String, Integer> counted = new TreeMap<>();

        private void count(String kind) {
            counted.merge(counted.size() < MOST_KINDS || counted.containsKey(kind) ? kind : "other", 1, Integer::sum);
        }
    }

    private record Counted(String address, Instant from, Map<String, Integer> kinds) {}

    public RefusalAggregation(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    /** Returns when the refusal is on record, or is counted. */
    public void record(AuditEvent refusal) {
        if (isSingle(refusal)) {
            trail.record(Actor.unknown(), refusal);
        }
    }

    private synchronized boolean isSingle(AuditEvent refusal) {
        endMinute();
        String address = network(RequestContext.current().address());
        Tally tally = tallies.get(address);
        if (tally == null) {
            boolean room = tallies.size() < MOST_ADDRESSES;
            tally = tallies.computeIfAbsent(room ? address : FURTHER, _ -> new Tally());
        }
        tally.refusals++;
        if (tally.refusals <= SINGLY) {
            return true;
        }
        tally.count(
                refusal.reason().map(reason -> refusal.action() + " " + reason).orElse(refusal.action()));
        return false;
    }

    /** Records what was counted in past minutes; what cannot be recorded stays for the next call. */
    void flush() {
        for (Counted counted = next(); counted != null; counted = next()) {
            try {
                recordCounted(counted);
            } catch (AuditUnavailable e) {
                putBack(counted);
                throw e;
            }
        }
    }

    private synchronized @Nullable Counted next() {
        endMinute();
        return owed.isEmpty() ? null : owed.removeFirst();
    }

    private synchronized void putBack(Counted counted) {
        owed.addFirst(counted);
    }

    private void endMinute() {
        long now = Math.floorDiv(clock.instant().getEpochSecond(), 60L);
        if (now != minute) {
            Instant from = Instant.ofEpochSecond(minute * 60);
            tallies.forEach((address, tally) -> {
                if (!tally.counted.isEmpty() && owed.size() < MOST_ADDRESSES) {
                    owed.add(new Counted(address, from, Map.copyOf(tally.counted)));
                }
            });
            tallies.clear();
            minute = now;
        }
    }

    private void recordCounted(Counted counted) {
        var facts = new TreeMap<String, String>();
        facts.put("from", counted.from().toString());
        facts.put(
                "count",
                Integer.toString(
                        counted.kinds().values().stream().mapToInt(i -> i).sum()));
        counted.kinds().forEach((kind, count) -> facts.put("refused " + kind, Integer.toString(count)));
        var event = new TrailEvent(
                TrailEvent.Kind.REFUSALS,
                RetentionClass.SECURITY,
                Outcome.DENIED,
                Optional.empty(),
                new Target("server", "gatehouse"),
                facts);
        var request = new RequestContext("", counted.address().isEmpty() ? null : counted.address(), null, null);
        ScopedValue.where(RequestContext.CURRENT, request).run(() -> trail.record(Actor.unknown(), event));
    }

    /** The address; of an IPv6 address its /64, since one caller has all of that. */
    private static String network(@Nullable String address) {
        if (address == null) {
            return "";
        }
        try {
            if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
                byte[] bytes = six.getAddress();
                Arrays.fill(bytes, 8, 16, (byte) 0);
                return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
            }
        } catch (IllegalArgumentException | java.net.UnknownHostException _) {
            return address;
        }
        return address;
    }
}
