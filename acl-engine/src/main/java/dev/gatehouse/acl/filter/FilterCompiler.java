package dev.gatehouse.acl.filter;

import dev.gatehouse.acl.Effect;
import dev.gatehouse.acl.Ground;
import dev.gatehouse.acl.Right;
import dev.gatehouse.acl.Subject;
import dev.gatehouse.acl.TypeName;
import dev.gatehouse.acl.change.Refusal;
import dev.gatehouse.acl.filter.Filter.Part;
import dev.gatehouse.acl.model.Evidence;
import dev.gatehouse.acl.model.Listing;
import dev.gatehouse.acl.model.ModelPair;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Compiles the meaning of the model into a condition: what is the same for all documents, the subject's roles and the entries
 * on both roots, is looked up here; what differs is left to their lists.
 */
public final class FilterCompiler {

    private FilterCompiler() {}

    /**
     * Compiles.
     *
     * @param time in whole milliseconds
     */
    public static FilterAnswer compile(ModelPair models, Subject subject, Right right, TypeName type, Instant time) {
        Refusal refusal = models.refuseAsking(type, right);
        return refusal == null ? compiled(models, subject, right, time) : new FilterAnswer.Refused(refusal);
    }

    private static FilterAnswer compiled(ModelPair models, Subject subject, Right right, Instant time) {
        Evidence roots = new Evidence(
                models, subject, right, models.workspace().workspace().root(), time.toEpochMilli());
        List<Ground> denies = roots.grounds(Effect.DENY, Integer.MAX_VALUE);
        List<Ground> allows = roots.grounds(Effect.ALLOW, Integer.MAX_VALUE);
        Instant until = Stream.concat(denies.stream(), allows.stream())
                .map(ground -> ground.entry().terms().expiresAt())
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        Filter filter = denies.isEmpty()
                ? onDocuments(new Listing(models).names(subject), right, time, !allows.isEmpty())
                : new Filter.Nothing();
        return new FilterAnswer.Compiled(filter, models.revision(), time, until);
    }

    private static Filter onDocuments(List<String> names, Right right, Instant time, boolean allowedByRoots) {
        Filter notDenied = new Filter.Not(somewhere(Effect.DENY, names, right, time));
        return allowedByRoots
                ? new Filter.All(List.of(new Filter.Listed(), notDenied))
                : new Filter.All(List.of(somewhere(Effect.ALLOW, names, right, time), notDenied));
    }

    private static Filter somewhere(Effect effect, List<String> names, Right right, Instant time) {
        return new Filter.Any(Stream.of(Part.values())
                .map(part -> (Filter) new Filter.Holds(part, effect, names, right, time))
                .toList());
    }
}
