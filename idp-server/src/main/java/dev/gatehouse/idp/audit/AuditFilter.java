package dev.gatehouse.idp.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which records are wanted; what is null does not matter.
 *
 * @param from inclusive
 * @param to exclusive
 * @param actor the id of an actor, or {@code type:id}
 * @param target the id of a target, or {@code type:id}
 * @param source an address
 */
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String action,
        @Nullable String actor,
        @Nullable String target,
        @Nullable String outcome,
        @Nullable String workspace,
        @Nullable String source) {}
