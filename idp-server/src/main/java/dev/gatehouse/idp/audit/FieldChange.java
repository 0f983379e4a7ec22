package dev.gatehouse.idp.audit;

import org.jspecify.annotations.Nullable;

/**
 * One field before and after. Values of secrets are never put here; a changed secret is {@code null} on both sides.
 *
 * @param personal whether the values describe the person whom the event is about, and are encrypted under their key
 */
public record FieldChange(
        String field, @Nullable String before, @Nullable String after, boolean personal) {}
