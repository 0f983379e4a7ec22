package dev.gatehouse.idp.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The documents that the contract is tested with. */
final class Samples {

    static final ChangeId CHANGE = new ChangeId("event-1");

    private Samples() {}

    enum Colour {
        RED,
        GREEN
    }

    record OwnerId(String value) {}

    record Address(String street, List<String> lines, Instant since) {}

    /** Something with a name that is unique, an owner, and an end. */
    record Item(
            @Nullable String name,
            String owner,
            long rank,
            @Nullable Instant expiresAt) {

        Item named(@Nullable String other) {
            return new Item(other, owner, rank, expiresAt);
        }

        Item expiringAt(@Nullable Instant end) {
            return new Item(name, owner, rank, end);
        }
    }

    static final DocumentType<Item> ITEMS = DocumentType.named("items", Item.class)
            .unique("name", "name")
            .index("owner_rank", "owner", "rank")
            .expiringAt("expiresAt")
            .build();

    static Item item(String name) {
        return new Item(name, "owner", 1, null);
    }

    /** A line of a log: chain and seq are unique, nothing may change. */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(String chain, long seq, Instant expireAt, byte[] content) {}

    static final DocumentType<Line> LINES = DocumentType.named("lines", Line.class)
            .unique("chain_seq", "chain", "seq")
            .expiringAt("expireAt")
            .appendOnly()
            .build();

    /** Every kind of component. */
    @SuppressWarnings("ArrayRecordComponent")
    record Everything(
            String text,
            @Nullable String nullable,
            boolean flag,
            @Nullable Boolean maybe,
            int small,
            long large,
            Instant instant,
            Duration duration,
            byte[] bytes,
            Colour colour,
            OwnerId owner,
            Optional<Instant> optional,
            List<String> list,
            Set<Colour> set,
            Map<String, Address> map,
            @Nullable Address nested) {}

    static final DocumentType<Everything> EVERYTHING = DocumentType.named("everything", Everything.class)
            .index("flag_small", "flag", "small")
            .index("colour_instant", "colour", "instant")
            .unique("owner", "owner")
            .build();

    static Everything everything() {
        var address = new Address("Zürich \"Bahnhof\"", List.of("a", ""), Instant.parse("2026-05-06T07:08:09.123456Z"));
        return new Everything(
                "text with \u0000 NUL, 😀 and trailing  ",
                null,
                true,
                null,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                Duration.ofDays(400).plusNanos(1),
                new byte[] {0, 1, -1},
                Colour.GREEN,
                new OwnerId("owner-1"),
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                List.of("one", "two", "one"),
                Set.of(Colour.RED, Colour.GREEN),
                Map.of("home", address, "a.b$c", address),
                address);
    }

    /** With pairs of fields that may be null, for orders with ties. */
    record Pair(@Nullable String first, @Nullable Long second) {}

    static final DocumentType<Pair> PAIRS = DocumentType.named("pairs", Pair.class)
            .index("both", "first", "second")
            .unique("unique_both", "first", "second")
            .build();
}
