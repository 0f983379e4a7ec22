package dev.gatehouse.acl.model;

import dev.gatehouse.acl.Budget;
import dev.gatehouse.acl.DigestOutput;
import dev.gatehouse.acl.model.Comparison.Block;
import dev.gatehouse.acl.model.ObjectGroups.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A digest of what a comparison found that depends on nothing else: not on how objects and subjects were grouped, nor on
 * their numbers. Each object has a row: who gains and who loses what on it, sorted by name. Objects with equal rows are
 * named together.
 */
final class ComparisonDigest {

    private final Comparison comparison;
    private final Budget budget;
    private final Map<List<Part>, String> rows = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();

    /** The subjects are compared by identity: most blocks share the array of their group. */
    @SuppressWarnings("ArrayRecordComponent") // see above
    private record Part(int[] places, GroupEvaluation.Change change) {}

    private ComparisonDigest(Comparison comparison, Budget budget) {
        this.comparison = comparison;
        this.budget = budget;
    }

    /** Null when time is up. */
    static byte @Nullable [] of(Comparison comparison, Budget budget) {
        return new ComparisonDigest(comparison, budget).digest();
    }

    private byte @Nullable [] digest() {
        Map<ObjectGroups.Group, List<Part>> parts = new LinkedHashMap<>();
        for (Block block : comparison.blocks()) {
            parts.computeIfAbsent(block.objects(), _ -> new ArrayList<>())
                    .add(new Part(block.places(), block.change()));
        }
        Map<String, List<Place>> objects = new TreeMap<>();
        for (Map.Entry<ObjectGroups.Group, List<Part>> row : parts.entrySet()) {
            if (budget.isSpent()) {
                return null;
            }
            List<Place> places =
                    objects.computeIfAbsent(rows.computeIfAbsent(row.getValue(), this::row), _ -> new ArrayList<>());
            for (int i = 0; i < row.getKey().size(); i++) {
                places.add(row.getKey().place(i));
            }
        }
        DigestOutput out = new DigestOutput();
        Comparator<Place> byName = Comparator.comparing(
                        (Place place) -> place.type().value())
                .thenComparing(Place::id, Comparator.nullsFirst(Comparator.naturalOrder()));
        objects.forEach((row, places) -> {
            out.text(row).number(places.size());
            places.sort(byName);
            for (Place place : places) {
                String id = place.id();
                out.text(place.type().value()).number(id == null ? 0 : 1).text(id == null ? "" : id);
            }
        });
        return out.take();
    }

    private record Line(String who, GroupEvaluation.Change change) {}

    private String row(List<Part> parts) {
        List<Line> lines = new ArrayList<>();
        for (Part part : parts) {
            for (int place : part.places()) {
                lines.add(new Line(name(place), part.change()));
            }
        }
        lines.sort(Comparator.comparing(Line::who));
        DigestOutput out = new DigestOutput();
        for (Line line : lines) {
            out.text(line.who());
            write(out, line.change().gained());
            write(out, line.change().lost());
        }
        return HexFormat.of().formatHex(out.take());
    }

    private String name(int place) {
        return names.computeIfAbsent(
                place, _ -> comparison.subjects().member(place).toString());
    }

    private void write(DigestOutput out, RightBits rights) {
        List<String> sorted = new ArrayList<>();
        for (int right : rights.numbers()) {
            sorted.add(comparison.rights().names().get(right).name());
        }
        sorted.sort(null);
        out.number(sorted.size());
        sorted.forEach(out::text);
    }
}
